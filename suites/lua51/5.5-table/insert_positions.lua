-- table.insert: at the end, in the middle, outside; counts of arguments.
local function show(t)
  local keys = {}
  for k in pairs(t) do keys[#keys + 1] = k end
  table.sort(keys)
  for i, k in ipairs(keys) do keys[i] = k .. "=" .. tostring(t[k]) end
  return table.concat(keys, " ")
end
for pos = -1, 6 do
  local t = { "a", "b", "c" }
  print(pos, pcall(table.insert, t, pos, "x"))
  print(show(t))
end
local t = {}
table.insert(t, "end")
table.insert(t, 1, "start")
table.insert(t, 3, "third")
table.insert(t, 10, "ten")
table.insert(t, "1.5", "text position")
print(show(t))
print(pcall(table.insert, t))
print(pcall(table.insert, t, 1, 2, 3))
print(pcall(table.insert))
print(pcall(table.insert, nil, 1))
print(pcall(table.insert, t, "x", 1))
table.insert(t, nil)
table.insert(t, 1, nil)
print(t[1], t[2])
print(select("#", table.insert({}, 1)))
