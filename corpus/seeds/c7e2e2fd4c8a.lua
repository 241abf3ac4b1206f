-- Inner loops of few rounds inside hot outer loops.
local s = 0
for i = 1, 150 do for j = 1, 3 do s = s + i * j end for j = 1, 0 do s = 1e9 end for j = 1, 1 do s = s - 1 end end
print(s)
for i = 1, 120 do local n = i % 5 for j = 1, n do s = s + j end local k = n while k > 0 do s = s - k k = k - 1 end repeat s = s + 0.5 until true end
print(s)
local t = {}
for i = 1, 100 do local row = { i, i + 1, i + 2 } for k, v in ipairs(row) do t[k] = (t[k] or 0) + v end for k in pairs({ x = 1 }) do t[k] = i end end
print(t[1], t[2], t[3], t.x)
local m = { { 1, 2 }, { 3, 4 } }
for i = 1, 80 do local r = { {}, {} } for a = 1, 2 do for b = 1, 2 do local v = 0 for c = 1, 2 do v = v + m[a][c] * m[c][b] end r[a][b] = v % 1009 end end m = r end
print(m[1][1], m[1][2], m[2][1], m[2][2])
