-- string.find and match: init from 1, from the end, outside, with a fraction; plain search.
local s = "hello hello"
for _, init in ipairs({ 1, 2, 7, 8, 11, 12, 13, 50, 0, -1, -5, -11, -12, -50, 2.9, "3" }) do
  print(init, s:find("hello", init), s:find("l+", init), s:match("()l", init), s:find("", init))
end
print(s:find("l.", 1, true), s:find("lo h", 1, true), s:find("", 5, true), s:find("", 12, true))
print(s:find("", 13, true), s:find("hello", -5, true), s:find("h", nil, true), s:find("[a-z]", 1, false))
print(("a.b"):find(".", 1, true), ("a.b"):find(".", 2, 1), ("a+b"):find("+", 1, true), ("a\0b"):find("\0", 1, true))
print(pcall(string.find, s))
print(pcall(string.find, s, "h", {}))
print(pcall(string.find, nil, "h"))
