-- Constructors in hot loops: sizes, nested tables, calls in the last place, escapes.
local s = 0
for i = 1, 300 do local t = { i, i + 1, i + 2 } s = s + t[1] + t[2] * t[3] % 7 + #t end
print(s)
s = 0
for i = 1, 300 do local p = { x = i, y = -i, z = { w = i * 2 } } s = s + p.x - p.y + p.z.w end
print(s)
local kept = {}
for i = 1, 300 do local t = { i } if i % 100 == 0 then kept[#kept + 1] = t end t[2] = "late" end
print(#kept, kept[1][1], kept[3][1], kept[2][2])
local function pair(a) return a, a * 2 end
s = 0
for i = 1, 300 do
  local t = { pair(i) }
  local u = { pair(i), pair(i) }
  local v = { (pair(i)) } s = s + #t + #u + #v + t[2] + u[3]
end
print(s)
local function va(...) return { ... } end
s = 0
for i = 1, 300 do
  local t = i % 3 == 0 and va() or i % 3 == 1 and va(i) or va(i, nil, i) s = s + #t + (t[3] or 0)
end
print(s)
local tree = nil
for i = 1, 200 do tree = { tree, i, tree and tree[2] } end
local d, node = 0, tree
while node do d = d + node[2] + (node[3] or 0) node = node[1] end
print(d)
local grid = {}
for i = 1, 30 do
  grid[i] = {}
  for j = 1, 30 do
    grid[i][j] = { i = i, j = j, on = (i + j) % 2 == 0 }
  end
end
s = 0
for i = 1, 30 do for j = 1, 30 do local c = grid[i][j] if c.on then s = s + c.i * c.j end end end
print(s)
local swap = { 1, 2 }
for i = 1, 301 do swap = { swap[2], swap[1] } end
print(swap[1], swap[2])
local acc = { sum = 0, list = {} }
for i = 1, 300 do
  acc = { sum = acc.sum + i, list = i % 50 == 0 and { i, acc.list } or acc.list }
end
print(acc.sum, acc.list[1], acc.list[2][1])
local keys = {}
for i = 1, 200 do
  local t = { [i] = "i", ["k" .. i] = "k", [i + 0.5] = "f" }
  if t[i] == "i" and t["k" .. i] == "k" and t[i + 0.5] == "f" then
    keys[#keys + 1] = i
  end
end
print(#keys)
local vec = { 0, 0 }
for i = 1, 300 do local v = { i, -i } vec = { vec[1] + v[1], vec[2] + v[2] } end
print(vec[1], vec[2])
local fs = {}
for i = 1, 100 do fs[i] = { f = function() return i end, g = { function() return -i end } } end
s = 0
for i = 1, 100 do s = s + fs[i].f() * 2 + fs[i].g[1]() end
print(s)
local same = 0
local empty = {}
for i = 1, 200 do if {} == {} or {} == empty then same = same + 1 end end
print(same)
