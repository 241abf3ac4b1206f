-- Reserved words cannot be names; they can be keys in brackets and strings.
local words = {
  "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in", "local", "nil", "not", "or",
  "repeat", "return", "then", "true", "until", "while",
}
for _, w in ipairs(words) do
  local messages = {}
  for _, source in ipairs({ "local W", "W = 1", "x = t.W", "x = t:W()", "x = { W = 1 }", "function W() end", "for W = 1, 2 do end" }) do
    local f, m = loadstring((source:gsub("W", w)), "=w")
    messages[#messages + 1] = f and "fine" or m:match("near '(.*)'$") or m
  end
  print(w, table.concat(messages, " "))
  local t = { [w] = #w }
  assert(t[w] == #w)
end
for _, w in ipairs({ "And", "END", "goto", "_", "_end", "end_", "self", "arg", "continue", "class" }) do
  print(w, loadstring("local " .. w .. " = 5 return " .. w)())
end
local under_1, under_12, __ = 1, 12, 3
print(under_1, under_12, __)
