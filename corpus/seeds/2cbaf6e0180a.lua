-- Array reads and writes with float keys, negative keys, strings and keys past the array part.
local t = {}
for i = 1, 100 do t[i] = i end
local function get(k) return t[k] end
for i = 1, 100 do get(i) end
print(get(1), get(100), get(101), get(0), get(-1), get(1.5), get("1"), get(1e300), get(-0),
  get(2 ^ 53), get(true))
print(get(50.0), get(100 / 2), get(0.5 * 4), get(1 / 0), get(-1 / 0), get(0 / 0), get(nil),
  get(2 ^ 32 + 1), get(2 ^ 31), get(-2 ^ 31))
local function set(k, v) t[k] = v end
for i = 1, 100 do set(i, i * 2) end
for _, k in ipairs({ 101, 0, -1, 1.5, "1", 1e300, 2 ^ 53, 2 ^ 32 + 1, 2 ^ 31, true }) do
  set(k, "v")
end
print(#t, t[101], t[0], t[-1], t[1.5], t["1"], t[1], t[1e300], t[2 ^ 53], t[2 ^ 32 + 1], t[2 ^ 31],
  t[true])
print(pcall(set, nil, 1)) print(pcall(set, 0 / 0, 1)) print(pcall(get, 5))
print(pcall(set, 5, nil)) print(t[5], #t >= 4)
local s = 0
for x = 1, 10, 0.5 do s = s + (t[x] == "v" and 1000 or t[x] or 1) end
print(s)
local half = {}
for i = 1, 100 do half[i / 2] = i end
s = 0
for i = 1, 50 do s = s + half[i] + half[i - 0.5] end
print(s, #half)
local scaled = {}
for i = 1, 100 do scaled[i * 1e10] = i end
s = 0
for i = 1, 100 do s = s + scaled[i * 1e10] end
print(s, #scaled)
local neg = {}
for i = -50, 50 do neg[i] = i end
s = 0
for i = -60, 60 do s = s + (neg[i] or 100) end
print(s, #neg)
local computed = {}
for i = 1, 100 do computed[math.sqrt(i * i)] = i computed[i ^ 2 / i] = (computed[i] or 0) + 1 end
s = 0
for i = 1, 100 do s = s + computed[i] end
print(s, #computed)
local idx, arr = 1, { 10, 20, 30, 40 }
s = 0
for i = 1, 200 do
  s = s + arr[idx] idx = idx + 1
  if idx > 4 then
    idx = 1
  end
  if i == 150 then
    idx = "2" arr["2"] = 5
  end
  if idx == "21" then
    idx = 1
  end
end
print(s, idx)
local strs = {}
for i = 1, 50 do strs[tostring(i)] = i strs[i] = -i end
s = 0
for i = 1, 50 do s = s + strs[i .. ""] * 2 + strs[i] end
print(s)
local two = {}
for i = 0, 52 do two[2 ^ i] = i end
s = 0
for i = 0, 52 do s = s + two[2 ^ i] end
print(s, #two, two[3])
