-- A tokenizer, a recursive-descent parser and a compiler to closures for arithmetic formulas.
-- size: 400000
-- bench: 10000000
-- reference: 500

local n = tonumber((...)) or tonumber(arg and arg[1]) or 400000

local function tokenize(source)
  local tokens, at = {}, 1
  while true do
    at = source:match("^%s*()", at)
    if at > #source then
      tokens[#tokens + 1] = { kind = "end", text = "end of formula" }
      return tokens
    end
    local kind, text = "number", source:match("^%d+%.?%d*", at)
    if not text then
      kind, text = "name", source:match("^%a%w*", at)
    end
    if not text then
      kind, text = "symbol", source:match("^[-+*/^()]", at)
    end
    if not text then
      error("unexpected '" .. source:sub(at, at) .. "' at " .. at, 0)
    end
    tokens[#tokens + 1] = { kind = kind, text = text }
    at = at + #text
  end
end

-- How tightly each operator binds to its left and right, and what it does.
local operators = {
  ["+"] = { 1, 2, function(a, b) return function(v) return a(v) + b(v) end end },
  ["-"] = { 1, 2, function(a, b) return function(v) return a(v) - b(v) end end },
  ["*"] = { 3, 4, function(a, b) return function(v) return a(v) * b(v) end end },
  ["/"] = { 3, 4, function(a, b) return function(v) return a(v) / b(v) end end },
  ["^"] = { 8, 7, function(a, b) return function(v) return a(v) ^ b(v) end end },
}
local UNARY = 6

local function compile(source)
  local tokens, position = tokenize(source), 1
  local expression

  local function take()
    position = position + 1
    return tokens[position - 1]
  end

  local function operand()
    local token = take()
    if token.kind == "number" then
      local value = tonumber(token.text)
      return function() return value end
    elseif token.kind == "name" then
      local name = token.text
      return function(variables) return variables[name] or error("no value for " .. name, 0) end
    elseif token.text == "-" then
      local inner = expression(UNARY)
      return function(variables) return -inner(variables) end
    elseif token.text == "(" then
      local inner = expression(0)
      if take().text ~= ")" then
        error("unclosed parenthesis", 0)
      end
      return inner
    end
    error("unexpected " .. token.text, 0)
  end

  function expression(limit)
    local left = operand()
    while true do
      local operator = operators[tokens[position].text]
      if not operator or operator[1] < limit then
        return left
      end
      take()
      left = operator[3](left, expression(operator[2]))
    end
  end

  local formula = expression(0)
  if tokens[position].kind ~= "end" then
    error("trailing " .. tokens[position].text, 0)
  end
  return formula
end

local formulas = { "1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "8 - 4 - 2", "7 / 2 / 2" }
for _, source in ipairs(formulas) do
  print(source, compile(source)())
end
for _, source in ipairs({ "1 +", "(1", "1 $ 2", "1 2", ")", "x" }) do
  print(source, pcall(function() return compile(source)({}) end))
end

local polynomial = compile("3*x^2 - 2*x + c/4")
local variables, sum = { c = 10 }, 0
for i = 1, n do
  variables.x = i / 8
  sum = sum + polynomial(variables)
end
print("sum", string.format("%.6f", sum))
