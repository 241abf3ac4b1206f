-- string.sub, len, rep, reverse, upper and lower at their borders.
local s = "hello"
for i = -7, 7 do
  local row = {}
  for _, j in ipairs({ -7, -5, -2, -1, 0, 1, 3, 5, 7 }) do row[#row + 1] = s:sub(i, j) end
  print(i, table.concat(row, "|"))
end
print(s:sub(2), s:sub(-2), s:sub(0), s:sub(10), s:sub(-10), s:sub(1, 1), #s:sub(6))
print(s:sub("2", "3"), s:sub(2.9, 3.9), s:sub(-2.5), s:sub(1, 1e10), s:sub(-1e10, 2))
print(s:sub(2, nil), s:sub(1e9) == "", #s:sub(-1e9))
print((""):sub(1), (""):sub(0, 0), (""):sub(-1, 1), #(""):sub(1, 5))
print(("a\0b\0c"):sub(2, 4) == "\0b\0", ("a\0b"):len(), #"\0")
print(("ab"):rep(0), ("ab"):rep(1), ("ab"):rep(3), ("ab"):rep(-5), (""):rep(1000),
  #("ab"):rep(5000))
print(("x"):rep(2.9), ("x"):rep("3"), string.rep(5, 3), #("\0"):rep(7), ("a\0"):rep(2) == "a\0a\0")
print(("hello"):reverse(), (""):reverse(), ("a\0b"):reverse() == "b\0a", ("ab"):rep(3):reverse())
print(("Hello World 123 _-!"):upper(), ("Hello World 123 _-!"):lower())
print(("\228\246\252"):upper() == "\228\246\252", #("a\0B"):upper(), ("a\0B"):lower() == "a\0b")
print(pcall(string.sub))
print(pcall(string.sub, "x"))
print(pcall(string.sub, {}, 1))
print(pcall(string.sub, "x", "y"))
print(pcall(string.len))
print(pcall(string.len, nil))
print(pcall(string.rep, "x"))
print(pcall(string.rep, "x", {}))
print(pcall(string.upper))
print(string.len(12345), string.upper(1e100), string.reverse(12.5), string.sub(98765, 2, 3))
