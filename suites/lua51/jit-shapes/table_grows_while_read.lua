-- Arrays and hashes that grow, move and shrink while the same loop reads them.
local t = {}
for i = 1, 300 do
  t[#t + 1] = i
  if i % 3 == 0 then t[#t] = nil end
  if i % 50 == 0 then t[#t + 1], t[#t + 2] = -i, -i end
end
local s = 0
for i = 1, #t do s = s + t[i] * i end
print(#t, s)
local h = {}
for i = 1, 200 do
  h["f" .. i] = i
  if h["f" .. i - 5] then h["f" .. i - 5] = h["f" .. i - 5] * 2 end
  if i % 7 == 0 then h["f" .. i - 6] = nil end
end
local n, sum = 0, 0
for k, v in pairs(h) do n, sum = n + 1, sum + v end
print(n, sum)
local sparse = {}
for i = 1, 150 do sparse[i * 17 % 200] = i sparse[-i] = i end
n = 0
for i = -150, 200 do if sparse[i] then n = n + sparse[i] end end
print(n)
local moved = { 1, 2, 3 }
for i = 4, 200 do
  moved[i] = moved[i - 1] + moved[i - 3]
  moved[i] = moved[i] % 1000
  if i == 100 then moved.x = 1 end
  if i == 120 then moved[1000] = 1 end
end
print(moved[200], #moved, moved.x)
local q, head, tail = {}, 1, 0
for i = 1, 400 do
  tail = tail + 1
  q[tail] = i
  if i % 3 ~= 0 then q[head] = nil head = head + 1 end
end
print(tail - head, q[head], q[tail])
