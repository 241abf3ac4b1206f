-- The loop variable is a copy: changing it, or the bounds, does not change the loop.
local last, step = 5, 1
local seen = {}
for i = 1, last, step do
  seen[#seen + 1] = i
  i = i * 10
  seen[#seen + 1] = i
  last, step = 100, 50
end
print(table.concat(seen, " "), last, step)
local i = "outer"
for i = 1, 2 do
  local i = "inner" .. i
  seen[1] = i
end
print(i, seen[1])
for i = i == "outer" and 3 or 1, 4 do
  print("start sees the outer i", i)
end
local calls = 0
local function bound()
  calls = calls + 1
  return 3
end
local total = 0
for k = 1, bound() do
  total = total + k
end
print(total, calls)
local closures = {}
for k = 1, 3 do
  closures[k] = function()
    k = k + 10
    return k
  end
end
print(closures[1](), closures[1](), closures[2](), closures[3](), closures[2]())
for k, v in pairs({ "a", "b" }) do
  closures[k] = function() return k, v end
  k, v = k * 2, v .. v
end
print(closures[1]())
print(closures[2]())
local outer = {}
for a = 1, 3 do
  local sum = 0
  for b = a, 3 do
    sum = sum + b
    outer[#outer + 1] = a .. b
    if b == 2 then break end
  end
  outer[#outer + 1] = "=" .. sum
end
print(table.concat(outer, " "))
local again = {}
local j = 1
while j <= 3 do
  local captured = j
  again[j] = function() captured = captured + 1 return captured end
  j = j + 1
end
print(again[1](), again[1](), again[2](), again[3](), again[1]())
