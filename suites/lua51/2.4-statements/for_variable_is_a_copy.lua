-- Assigning to the control variable, the limits and the table changes nothing of the loop.
for i = 1, 3 do io.write(i, " ") i = 10 io.write(i, " ") end
print()
local a, b, c = 1, 3, 1
for i = a, b, c do a, b, c = 100, 100, 100 io.write(i, " ") end
print(a, b, c)
local t = { 1, 2, 3 }
for k, v in ipairs(t) do io.write(k, "=", v, " ") k, v, t = 99, 99, nil end
print(t)
local calls = 0
local function limit() calls = calls + 1 return 3 end
for i = limit(), limit() + 3, limit() - 2 do io.write(i, " ") end
print(calls)
local fs = {}
for i = 1, 3 do fs[i] = function() i = i + 10 return i end end
print(fs[1](), fs[1](), fs[2](), fs[3]())
local i = "outer"
for i = 1, 1 do local i = "inner" io.write(i, " ") end
print(i)
