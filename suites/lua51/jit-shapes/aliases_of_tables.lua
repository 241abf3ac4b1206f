-- Two names of one table: stores through one are seen through the other, in every order.
local function run(a, b, n)
  local s = 0
  for i = 1, n do
    a.x = i
    b.x = b.x + 1
    s = s + a.x
    a[1] = b.x
    b[1] = (b[1] or 0) + a.x
    s = s + a[1]
  end
  return s
end
local t = {}
print(run(t, t, 200), run({}, { x = 0 }, 200), run({ x = 5 }, setmetatable({}, { __index = { x = 1 } }), 200))
local function swap(a, n)
  local b = a
  for i = 1, n do
    a.n, b.m = i, a.n
    if i % 50 == 0 then b = b == a and { n = 0 } or a end
  end
  return a.n, a.m, b.n, b.m
end
print(swap({ n = 0 }, 300))
local list = {}
for i = 1, 10 do list[i] = { v = i } end
for i = 1, 300 do
  local p, q = list[i % 10 + 1], list[i * 3 % 10 + 1]
  p.v = p.v + 1
  q.v = q.v - p.v % 3
end
local out = {}
for i = 1, 10 do out[i] = list[i].v end
print(table.concat(out, " "))
