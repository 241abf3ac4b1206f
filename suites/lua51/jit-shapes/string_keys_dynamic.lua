-- Tables indexed with strings made in the loop: hits, misses, collisions and deletions.
local t = {}
for i = 1, 200 do
  local k = "key" .. i % 40
  t[k] = (t[k] or 0) + i
end
local s = 0
for i = 0, 45 do s = s + (t["key" .. i] or -1) end
print(s)
for i = 0, 39, 2 do t["key" .. i] = nil end
s = 0
for r = 1, 4 do for i = 0, 39 do s = s + (t["key" .. i] or 1000) end end
print(s)
local names = { "alpha", "beta", "gamma", "delta", "epsilon" }
local o = { alpha = 1, beta = 2, gamma = 3 }
s = 0
for i = 1, 250 do
  local k = names[i % 5 + 1]
  s = s + (o[k] or 0)
  if i == 100 then o.delta = 40 end
  if i == 150 then o.alpha = nil end
  if i == 200 then o[k] = 500 end
end
print(s)
local counts = {}
for c in ("the rain in spain stays mainly in the plain"):rep(5):gmatch(".") do counts[c] = (counts[c] or 0) + 1 end
print(counts.a, counts.i, counts[" "], counts.z)
local deep = { a = { b = { c = { d = 0 } } } }
for i = 1, 200 do deep.a.b.c.d = deep.a.b.c.d + i if i == 120 then deep.a.b = { c = { d = 1 } } end end
print(deep.a.b.c.d)
