-- __newindex of numbers, strings, booleans, nil and userdata.
local log = {}
local function newindex(v, k, x)
  log[#log + 1] = type(v) .. "[" .. tostring(k) .. "]=" .. tostring(x)
end
local mt = { __newindex = newindex }
local n = 5
debug.setmetatable(n, mt)
n.x, n[1] = 1, 2
debug.setmetatable(n, nil)
print(pcall(function() n.x = 1 end))
local s = "str"
getmetatable(s).__newindex = newindex
s.field, s[2] = true, false
getmetatable(s).__newindex = nil
print(pcall(function() s.x = 1 end))
local b = true
debug.setmetatable(b, mt)
b.flag = "x"
debug.setmetatable(b, nil)
debug.setmetatable(nil, mt)
local none
none.y = 3
debug.setmetatable(nil, nil)
print(pcall(function() none.y = 1 end))
local u = newproxy(true)
getmetatable(u).__newindex = newindex
u.a, u[1] = 1, nil
print(table.concat(log, " "))
