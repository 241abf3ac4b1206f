-- pairs and next in hot loops: order of string and number keys, and changes on the way.
local function keys(t)
  local r = {}
  for k in pairs(t) do
    r[#r + 1] = tostring(k)
  end
  return table.concat(r, " ")
end
print(keys({ 1, 2, 3, a = 1, b = 2, c = 3 }))
print(keys({ x = 1, y = 2, z = 3, [1] = 1, [2] = 2, [10] = 10, [100] = 100 }))
local t = {}
for i = 1, 30 do t["name" .. i] = i end
print(keys(t))
for i = 1, 30, 2 do t["name" .. i] = nil end
print(keys(t))
for i = 31, 40 do t["name" .. i] = i end
print(keys(t))
local f = {}
for i = 1, 12 do f[i / 4] = i end
print(keys(f))
local neg = {}
for i = -6, 6 do neg[i] = i end
print(keys(neg))
local words = {}
for w in ("the quick brown fox jumps over the lazy dog and runs away from it all"):gmatch("%a+") do
  words[w] = (words[w] or 0) + 1
end
print(keys(words))
print(keys({ [true] = 1, [false] = 2, [0.5] = 3, x = 4 }))
local big = {}
for i = 1, 200 do big[i * 7 % 211] = i end
local h, n = 0, 0
for k, v in pairs(big) do h = (h * 31 + k * 3 + v) % 1000003 n = n + 1 end
print(h, n)
for k, v in pairs(big) do if v % 2 == 0 then big[k] = nil else big[k] = v + 1 end end
h, n = 0, 0
for k, v in next, big do h = (h * 31 + k * 3 + v) % 1000003 n = n + 1 end
print(h, n)
local sum = 0
for r = 1, 50 do
  for k, v in pairs({ r, r + 1, x = r }) do
    sum = sum + v * (k == "x" and 10 or 1)
  end
end
print(sum)
local k, steps = nil, 0
repeat k = next(t, k) steps = steps + 1 until k == nil
print(steps)
local copy = {}
for key, v in pairs(t) do copy[key] = v end
print(keys(copy))
local rebuilt = {}
for i = 40, 1, -1 do if t["name" .. i] then rebuilt["name" .. i] = i end end
print(keys(rebuilt))
print(pcall(next, {}, "missing"), next({}), next({ 5 }), next({ x = 1 }))
local e = { 1, 2, 3, nil, 5, nil, 7 }
for i, v in pairs(e) do io.write(i, "=", v, " ") end
print()
