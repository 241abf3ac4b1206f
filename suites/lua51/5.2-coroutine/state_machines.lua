-- A lexer and a parser as coroutines that talk to each other.
local function lexer(text)
  return coroutine.wrap(function()
    for token in text:gmatch("%S+") do
      local n = tonumber(token)
      coroutine.yield(n and "number" or "word", n or token)
    end
    coroutine.yield("end")
  end)
end
local function evaluate(text)
  local next_token, stack = lexer(text), {}
  while true do
    local kind, value = next_token()
    if kind == "end" then return unpack(stack) end
    if kind == "number" then
      stack[#stack + 1] = value
    else
      local b, a = table.remove(stack), table.remove(stack)
      if not a then return nil, "stack underflow at " .. value end
      stack[#stack + 1] = value == "+" and a + b or value == "-" and a - b or value == "*" and a * b or value == "/" and a / b
    end
  end
end
print(evaluate("1 2 +"), evaluate("3 4 * 5 -"), evaluate("1 2 3"), evaluate("+"))
print(evaluate("10 2 / 3 +"), evaluate(""), (evaluate("0x10 1e1 +")))
local light = coroutine.wrap(function(e)
  while true do
    while e ~= "go" do e = coroutine.yield("red") end
    repeat e = coroutine.yield("green") until e == "slow"
    e = coroutine.yield("yellow")
  end
end)
for _, e in ipairs({ "x", "go", "go", "slow", "x", "go", "slow", "go" }) do io.write(light(e), " ") end
print()
