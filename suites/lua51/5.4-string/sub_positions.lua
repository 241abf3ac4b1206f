-- string.sub: every pair of positions around a short string, and values of other kinds.
local s = "abcde"
for i = -7, 7 do
  local row = {}
  for j = -7, 7 do row[#row + 1] = s:sub(i, j) end
  print(i, s:sub(i), table.concat(row, ","))
end
print(s:sub(2.9), s:sub(2.1, 3.9), s:sub(-1.5), s:sub("2", "3"), s:sub(0), s:sub(1e10), s:sub(-1e10))
print(s:sub(2, 1e300), s:sub(-1e300, 2), string.sub(12345, 2, 3))
print(pcall(string.sub, s))
print(pcall(string.sub, s, nil))
print(pcall(string.sub, s, 1, {}))
