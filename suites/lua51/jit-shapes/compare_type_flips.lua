-- Comparisons in a hot loop that first see numbers, then strings, then objects, then errors.
local mt = { __lt = function(a, b) return a.v < b.v end, __le = function(a, b) return a.v <= b.v end }
local function obj(v) return setmetatable({ v = v }, mt) end
local function count(list, pivot)
  local lt, le, gt, eq = 0, 0, 0, 0
  for i = 1, #list do
    local x = list[i]
    if x < pivot then lt = lt + 1 end
    if x <= pivot then le = le + 1 end
    if x > pivot then gt = gt + 1 end
    if x == pivot then eq = eq + 1 end
  end
  return lt, le, gt, eq
end
local numbers, strings, objects = {}, {}, {}
for i = 1, 100 do numbers[i], strings[i], objects[i] = i % 10, tostring(i % 10), obj(i % 10) end
for _ = 1, 3 do
  print(count(numbers, 5))
  print(count(strings, "5"))
  print(count(objects, obj(5)))
end
numbers[90] = "x"
print(pcall(count, numbers, 5))
strings[90] = 1
print(pcall(count, strings, "5"))
objects[90] = {}
print(pcall(count, objects, obj(5)))
numbers[90] = 0 / 0
print(count(numbers, 5))
