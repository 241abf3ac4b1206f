-- Multiple assignment: all right sides are computed first; counts are adjusted.
local a, b, c = 1, 2, 3
a, b = b, a
print(a, b, c)
a, b, c = c, a
print(a, b, c)
a, b, c = 0
print(a, b, c)
a, b = 1, 2, 3
print(a, b)
local i = 3
local t = {}
i, t[i] = i + 1, 20
print(i, t[3], t[4])
local x, y, z = 1, 2, 3
x, y, z = y, z, x
print(x, y, z)
x, y, z = z, y, x
print(x, y, z)
t = { 1, 2, 3, 4 }
t[1], t[2], t[3], t[4] = t[4], t[3], t[2], t[1]
print(t[1], t[2], t[3], t[4])
-- The table and key expressions are those of before the assignment.
local u = { name = "u" }
local v = { name = "v" }
local old = u
u.next, u = v, v
print(old.next == v, u == v, u.next)
local s = { 1, { 2 } }
s[1], s = s[2], "gone"
print(s)
local k = 1
local r = { 10, 20 }
k, r[k], r[k + 1] = k + 1, "first", "second"
print(k, r[1], r[2])
local function two() return "p", "q" end
local function none() end
local m, n, o = two()
print(m, n, o)
m, n, o = two(), "r"
print(m, n, o)
m, n, o = "l", two()
print(m, n, o)
m, n, o = (two())
print(m, n, o)
m, n, o = none()
print(m, n, o)
m, n, o = two(), none()
print(m, n, o)
m, n, o = none(), two()
print(m, n, o)
m, n = two(), two(), two()
print(m, n)
