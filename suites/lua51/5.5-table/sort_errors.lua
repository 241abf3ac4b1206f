-- table.sort: values that cannot be compared, bad comparators, errors and metamethods inside.
print(pcall(table.sort, { 1, "x" }))
print(pcall(table.sort, { 1, "x", 2, "y" }))
print(pcall(table.sort, { {}, {} }))
print(pcall(table.sort, { true, false }))
print(pcall(table.sort, { 1, 2, nil, 4 }))
print(pcall(table.sort, { print, print }))
print(pcall(table.sort, { 1 / 0, "inf" }))
print(pcall(table.sort, nil))
print(pcall(table.sort, 5))
print(pcall(table.sort, {}, 5))
print(pcall(table.sort, { 2, 1 }, "x"))
print(pcall(table.sort, { 2, 1 }, {}))
print(pcall(table.sort, { 3, 2, 1 }, function(a, b) error("in comparator", 0) end))
print(pcall(table.sort, { 3, 2, 1 }, function(a, b) return a.x < b end))
print(pcall(table.sort, { 1, 2, 3 }, function() return true end))
print(pcall(table.sort, { 1, 2, 3, 4, 5 }, function() return true end))
local same = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }
print(pcall(table.sort, same, function(a, b) return a <= b end))
print((pcall(table.sort, { 3, 1, 2 }, function(a, b) return a < b and 1 or nil end)))
local mt = { __lt = function(a, b) return a.v < b.v end }
local objects = {}
for i, v in ipairs({ 3, 1, 2, 5, 4 }) do objects[i] = setmetatable({ v = v }, mt) end
table.sort(objects)
for _, o in ipairs(objects) do io.write(o.v, " ") end
print()
table.sort(objects, function(a, b) return b < a end)
for _, o in ipairs(objects) do io.write(o.v, " ") end
print()
objects[3] = 7
print(pcall(table.sort, objects))
-- A sort that ends in an error leaves a permutation of the values.
local t = { 5, 3, 9, 1, 7 }
local calls = 0
print(pcall(table.sort, t, function(a, b) calls = calls + 1 if calls == 4 then error("stop",
  0) end return a < b end))
local sum = 0
for i = 1, 5 do sum = sum + t[i] end
print(sum, calls, table.concat(t, " "))
-- Sorting inside a comparator, and sorting a table that changes meanwhile.
local inner = 0
local outer = { 3, 1, 2 }
table.sort(outer, function(a, b) local x = { b,
  a } table.sort(x) inner = inner + 1 return a < b end)
print(table.concat(outer, " "), inner)
local co = coroutine.wrap(function() table.sort({ 2, 1 }, function(a, b) coroutine.yield() end) end)
print(pcall(co))
print(pcall(table.sort, setmetatable({}, { __index = function() return 1 end })))
