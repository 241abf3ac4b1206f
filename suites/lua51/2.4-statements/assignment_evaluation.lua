-- Assignments: all expressions are evaluated before any store; extra values and missing ones.
local log = {}
local function note(name, v) log[#log + 1] = name return v end
local t = {}
t[note("k1", 1)], t[note("k2", 2)] = note("v1", "a"), note("v2", "b")
print(table.concat(log, " "), t[1], t[2])
local i, a = 1, {}
i, a[i] = i + 1, 20
print(i, a[1], a[2])
local x, y, z = 1, 2
print(x, y, z)
x, y = y, x
print(x, y)
x, y, z = 0
print(x, y, z)
x, y = 1, 2, note("extra", 3)
print(x, y, log[#log])
local function three() return 1, 2, 3 end
local p, q, r, s = three()
print(p, q, r, s)
p, q, r, s = three(), 10
print(p, q, r, s)
p, q, r, s = 0, three()
print(p, q, r, s)
p, q = (three())
print(p, q)
local b = { 1, 2, 3 }
b[1], b[2], b[3] = b[3], b[1], b[2]
print(b[1], b[2], b[3])
do local a = a a = nil end
print(a[1])
