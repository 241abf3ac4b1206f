-- Parallel assignment in hot loops: swaps, rotations, and slots that feed each other.
local a, b = 1, 2
for i = 1, 301 do a, b = b, a end
print(a, b)
local x, y, z = 1, 2, 3
for i = 1, 302 do x, y, z = y, z, x end
print(x, y, z)
local f, g = 0, 1
for i = 1, 70 do f, g = g, f + g end
print(f, g)
local t = {}
for i = 1, 50 do t[i] = i end
for r = 1, 20 do
  for i = 1, 25 do
    t[i], t[51 - i] = t[51 - i], t[i]
  end
  t[1], t[r + 1] = t[r + 1], t[1]
end
print(table.concat(t, " "))
local i = 1
local u = {}
while i <= 300 do i, u[i] = i + 1, i * 2 end
print(i, #u, u[1], u[300])
local p = { x = 1, y = 2 }
for k = 1, 333 do p.x, p.y = p.y, p.x + p.y % 5 end
print(p.x, p.y)
local c, d, e = 0, 0
for k = 1, 300 do c, d, e = k, c end
print(c, d, e)
local function three(k) return k, k + 1, k + 2 end
local m, n, o, q
for k = 1, 300 do m, n, o, q = three(k) end
print(m, n, o, q)
for k = 1, 300 do m, n, o = (three(k)), k * 2 end
print(m, n, o)
local s1, s2 = "a", "b"
for k = 1, 10 do s1, s2 = s2, s1 .. s2 end
print(#s1, #s2, s2:sub(1, 12))
local v, w = 10, "x"
for k = 1, 301 do v, w = w, v end
print(v, w)
local lo, hi = 1, 300
while lo < hi do lo, hi = lo + 1, hi - 1 end
print(lo, hi)
local r1, r2, r3, r4 = 1, 2, 3, 4
for k = 1, 101 do
  if k % 2 == 0 then r1, r2 = r2, r1 else r3, r4 = r4, r3 end
  if k % 3 == 0 then r1, r2, r3, r4 = r4, r3, r2, r1 end
end
print(r1, r2, r3, r4)
local heap = { 5, 3, 8, 1, 9, 2 }
for k = 1, 100 do
  for j = 1, 5 do
    if heap[j] > heap[j + 1] then
      heap[j], heap[j + 1] = heap[j + 1], heap[j]
    end
  end
  heap[6] = (heap[6] * 7 + k) % 11
end
print(table.concat(heap, " "))
