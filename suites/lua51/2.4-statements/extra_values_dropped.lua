-- More values than variables: the extra ones are computed and dropped.
local log = {}
local function v(x) log[#log + 1] = x return x, "second", "third" end
local a = 1, 2, 3
local b = v(1), v(2)
local c, d = v(3), v(4), v(5)
local e, f = (v(6))
local g, h, i, j = v(7), v(8)
print(a, b, c, d, e, f, g, h, i, j, table.concat(log, " "))
a = 5, 6
b, c = 7
d, e = v(9), 10, v(11)
print(a, b, c, d, e, table.concat(log, " "))
local t = {}
t[1], t[2] = 1, 2, 3, v(12)
t.x = 1, v(13)
print(t[1], t[2], t[3], t.x, log[#log])
local x = nil, 1
local y, z = nil
print(x, y, z)
for k = 1, 2 do local p = k, k * 2 io.write(p, " ") end
print()
