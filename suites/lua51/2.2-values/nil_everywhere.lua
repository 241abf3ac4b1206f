-- nil as value, argument, result, field and in conditions.
local t = { nil, 2, nil, 4, x = nil }
print(t[1], t[2], t[3], t[4], t.x, t.y, t[nil], rawget(t, "x"))
t.y = 1
t.y = nil
print(t.y, next({ nil }), next({ x = nil }), #{ nil }, select("#", nil), select("#"))
local function f(a, b) return a, b, a == nil, b == nil end
print(f(), f(nil), f(nil, 1), (f()))
local function none() end
local x
print(x, x == nil, not x, x and 1, x or "default", type(x), tostring(x), x == false)
print(pcall(function() return nil .. "x" end))
print(pcall(function() return nil + 1 end))
print(pcall(function() return (nil).x end))
print(pcall(function() return #nil end))
print(pcall(function() (nil)() end))
