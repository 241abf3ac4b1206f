-- nil in variables, tables, arguments and results: absence against presence.
local t = { 1, nil, 3, x = nil }
print(t[2], t.x, t.y, next({ nil }), next({ x = nil }), #{ nil })
local function count(...) return select("#", ...) end
print(count(), count(nil), count(nil, nil), count(t.x), count((t.x)))
local function none() end
print(count(none()), count((none())), none() == nil, (none()) == nil, ({ none() })[1])
t.a = nil
t[10] = nil
t.b = 1
t.b = nil
print(next(t), t.b, rawget(t, "b"))
local n = 0
for k, v in pairs({ a = nil, b = false, c = 1, nil, nil, 3 }) do n = n + 1 end
print(n)
print(pcall(function() t[nil] = nil end))
print(pcall(function() return t[nil] end))
print(nil == nil, nil == false, not nil, nil and 1, nil or 1, type(nil), tostring(nil))
local a, b, c = nil, false
print(a, b, c, a == c, b == c, a == b)
local function default(x, d) if x == nil then return d end return x end
print(default(nil, 1), default(false, 1), default(0, 1), default())
local function opt(x, y, z) return x == nil, y == nil, z == nil end
print(opt()) print(opt(1)) print(opt(nil, 2)) print(opt(false, 0, ""))
global_nil = nil
print(global_nil, rawget(_G, "global_nil"), _G.never_set)
global_nil = 1
global_nil = nil
for k in pairs(_G) do if k == "global_nil" then print("still there") end end
local list = { 1, 2, 3, 4 }
list[4] = nil
print(#list, list[4])
list[#list] = nil
print(#list)
list[1], list[2] = nil, nil
print(#list, next(list))
local f = { g = nil }
print(pcall(function() return f.g() end), pcall(function() return f.g.h end))
local r = { pcall(function() return nil, nil end) }
print(#r == 1 or #r == 3, r[1], r[2], r[3])
print(select(2, nil, "second"), (select(1, nil)), select("#", unpack({ nil, nil }, 1, 2)))
