-- Order of pairs as tables grow, shrink and rehash: the same sequence of operations.
local function keys(t)
  local r = {}
  for k in pairs(t) do
    r[#r + 1] = tostring(k)
  end
  return #r .. ": " .. table.concat(r, " ")
end
local t = {}
for i = 1, 5 do t["a" .. i] = i print(keys(t)) end
for i = 1, 5 do t[i * 10] = i end
print(keys(t))
t[1], t[2], t[3] = 1, 2, 3
print(keys(t))
t.a1, t.a2, t[10] = nil, nil, nil
print(keys(t))
t.new = 1
print(keys(t))
t.b1, t.b2, t.b3, t.b4 = 1, 2, 3, 4
print(keys(t))
local pre = { x = 1, y = 2, z = 3, w = 4 }
print(keys(pre))
pre.v = 5
print(keys(pre))
pre.x = nil pre.x = 1
print(keys(pre))
local arr = { 1, 2, 3 }
arr[5] = 5 print(keys(arr))
arr[4] = 4 print(keys(arr))
arr[6] = 6 print(keys(arr))
arr[100] = 100 print(keys(arr))
arr[-1] = -1 print(keys(arr))
arr[0] = 0 print(keys(arr))
local down = {}
for i = 8, 1, -1 do down[i] = i end
print(keys(down))
local even = {}
for i = 2, 20, 2 do even[i] = i end
print(keys(even))
for i = 1, 19, 2 do even[i] = i end
print(keys(even))
local floats = {}
for _, v in ipairs({ 0.5, 1.5, -0.5, 1e10, 1e-10, 2 ^ 31, 2 ^ 32, 2 ^ 40, 1e100, -1e100, 1 / 0,
  -1 / 0 }) do
  floats[v] = true
end
print(keys(floats))
local bools = { [true] = 1, [false] = 0 }
bools.x, bools[1] = 1, 1
print(keys(bools))
local long = {}
for i = 1, 12 do long[("long"):rep(i * 3)] = i end
local order = {}
for k, v in pairs(long) do order[#order + 1] = v end
print(table.concat(order, " "))
local single = {}
for c = 97, 122 do single[string.char(c)] = c end
print(keys(single))
for c = 97, 122, 3 do single[string.char(c)] = nil end
print(keys(single))
for c = 65, 75 do single[string.char(c)] = c end
print(keys(single))
for k in pairs(single) do single[k] = nil end
print(keys(single)) single.z = 1 single.q = 1 print(keys(single))
local mixed = { 1, 2, nil, 4, x = "x", [3.5] = 1, [7] = 7 }
print(keys(mixed)) mixed[3] = 3 print(keys(mixed)) mixed[5], mixed[6] = 5, 6 print(keys(mixed),
  #mixed)
