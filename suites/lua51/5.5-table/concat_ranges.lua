-- table.concat: every range of a short list, separators of any kind, numbers among strings.
local t = { "a", "b", "c", "d" }
for i = 0, 5 do
  local row = {}
  for j = 0, 5 do
    local ok, s = pcall(table.concat, t, "-", i, j)
    row[#row + 1] = ok and "[" .. s .. "]" or "error"
  end
  print(i, table.concat(row, " "))
end
print(table.concat({}), table.concat({}, ","), table.concat({ 1 }, ","), table.concat({ 1, 2.5, "x" }))
print(table.concat(t, ""), table.concat(t, nil), table.concat(t, 0), table.concat(t, ", ", 2), table.concat(t, "", 3, 3))
print(table.concat(t, ",", 6, 2), table.concat(t, ",", -1, -2), #table.concat({ "a\0b", "c" }, "\0"))
print(table.concat({ [5] = "five", [6] = "six" }, "+", 5, 6), table.concat({ [-1] = "m", [0] = "z" }, "", -1, 0))
