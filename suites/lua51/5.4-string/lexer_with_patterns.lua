-- A lexer for a small language by anchored patterns at a moving position.
local keywords = { ["if"] = true, ["then"] = true, ["end"] = true, ["while"] = true, ["do"] = true,
  ["return"] = true }
local rules = {
  { "space", "^%s+()" }, { "comment", "^%-%-[^\n]*()" }, { "number", "^0[xX]%x+()" }, { "number",
  "^%d+%.?%d*[eE][+-]?%d+()" },
  { "number", "^%d+%.?%d*()" }, { "name", "^[%a_][%w_]*()" }, { "string", '^"[^"\n]*"()' },
  { "string", "^'[^'\n]*'()" },
  { "op", "^[=~<>]=()" }, { "op", "^%.%.()" }, { "op", "^[-+*/^%%#<>=(){}%[%];:,.]()" },
}
local function lex(source)
  local tokens, at, line = {}, 1, 1
  while at <= #source do
    local kind, stop
    for _, rule in ipairs(rules) do
      stop = source:match(rule[2], at)
      if stop then kind = rule[1] break end
    end
    if not stop then error(("line %d: unexpected %q"):format(line, source:sub(at, at)), 0) end
    local text = source:sub(at, stop - 1)
    if kind == "name" and keywords[text] then kind = "keyword" end
    if kind ~= "space" and kind ~= "comment" then
      tokens[#tokens + 1] = { kind = kind, text = text, line = line }
    end
    line = line + select(2, text:gsub("\n", ""))
    at = stop
  end
  return tokens
end
local source = [[
-- a comment
while x1 <= 0xFF do  -- loop
  y = y .. "text" + 3.5e-2 * (z[1] - t.n) ~= 'q'
  if not_a_keyword then return {1, 2.; 3} end
end
]]
local counts = {}
for i, token in ipairs(lex(source)) do
  counts[token.kind] = (counts[token.kind] or 0) + 1
  io.write(token.line, ":", token.kind:sub(1, 2), ":", token.text, i % 8 == 0 and "\n" or " ")
end
print()
print(counts.keyword, counts.name, counts.number, counts.string, counts.op, counts.space)
for _, bad in ipairs({ "a = @", "x = \"open", "a\nb\n$", "~x", "" }) do
  print(pcall(function()
    return #lex(bad)
  end))
end
local total = 0
for i = 1, 20 do total = total + #lex(source:rep(i % 3 + 1)) end
print(total)
print(#lex("a.b..c...d"), lex("0x")[1].text, lex("1e5e5")[2].text, lex("--")[1],
  lex("a--b\nc")[2].line)
