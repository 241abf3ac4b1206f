-- table.remove: from the end, the middle, the start, outside, and of empty tables.
for pos = -1, 6 do
  local t = { "a", "b", "c" }
  print(pos, table.remove(t, pos))
  print(t[1], t[2], t[3], #t)
end
local t = { 1, 2, 3 }
print(table.remove(t), table.remove(t), table.remove(t), table.remove(t), #t)
print(select("#", table.remove({})), select("#", table.remove({ 1 })), select("#", table.remove({}, 1)))
t = { n = "field", 10, 20, 30 }
while #t > 0 do io.write(table.remove(t, 1), " ") end
print(t.n)
print(table.remove({ 1, 2, 3 }, "2"), table.remove({ 1, 2, 3 }, 1.9), table.remove({ [0] = "zero" }, 0))
print(pcall(table.remove))
print(pcall(table.remove, {}, "x"))
print(pcall(table.remove, 5))
