-- and/or/not as values: short circuits, results and evaluation counts.
local log = {}
local function t(name) log[#log + 1] = name return name end
local function f(name) log[#log + 1] = name return false end
local function n(name) log[#log + 1] = name return nil end
local function show(...)
  print(table.concat(log, ""), ...)
  log = {}
end
show(t"a" and t"b")
show(f"a" and t"b")
show(n"a" and t"b")
show(t"a" or t"b")
show(f"a" or t"b")
show(n"a" or f"b")
show(f"a" or n"b")
show(t"a" and t"b" and t"c")
show(t"a" and f"b" and t"c")
show(f"a" or f"b" or t"c")
show(f"a" or t"b" or t"c")
show(t"a" and t"b" or t"c")
show(f"a" and t"b" or t"c")
show(t"a" and f"b" or t"c")
show(t"a" or t"b" and t"c")
show(f"a" or t"b" and t"c")
show((t"a" or t"b") and t"c")
show((f"a" or f"b") and t"c")
show(not t"a", not f"b", not n"c")
show(not (t"a" and f"b"), not t"c" or t"d")
show((t"a" and f"b") == false, (n"c" or f"d") == nil)
local function many() return 1, 2, 3 end
print(many() or 0)
print(many() and many())
print((many()))
print(nil or many())
local function none() end
print(none() or "default", (none()), not none())
local x, y, z = nil, false, 0
print(x or y or z, x and y and z, z and y or x, (x or z) and (y or z), not x and not y and z)
local value = x and 1 or y and 2 or z and 3
local flag = (x == nil) and (y == false) and (z == 0)
print(value, flag, x == nil or 5, (y or x) == nil, (x or y) == false)
local r = {}
for i = 1, 8 do
  local a, b, c = i % 2 == 0, i % 4 < 2, i > 4
  r[i] = tostring(a and b or c) .. tostring(a or b and c) .. tostring(not a and (b or not c))
end
print(table.concat(r, " "))
local k = 0
local v = k > 0 and k or (function() k = k + 1 return k end)()
print(v, k, v and k and v + k)
