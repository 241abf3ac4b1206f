-- A nil or NaN key goes to __newindex when the table has one; without it, it is an error.
local log = {}
local t = setmetatable({}, { __newindex = function(_, k, v) log[#log + 1] = tostring(k) .. "=" .. tostring(v) end })
local ok, e = pcall(function() t[nil] = 1 end)
print(ok, e, table.concat(log, " "))
local u = newproxy(true)
getmetatable(u).__newindex = function(_, k, v) log[#log + 1] = tostring(k) .. "->" .. tostring(v) end
u[nil] = 5
u[true] = 6
print(table.concat(log, " "))
local w = setmetatable({}, { __newindex = u })
print(pcall(function() w[nil] = 1 end))
print(table.concat(log, " "))
local target = {}
local v = setmetatable({}, { __newindex = target })
print(pcall(function() v[nil] = 1 end))
print(pcall(function() v[0 / 0] = 1 end))
v[1] = "one"
print(target[1], rawget(v, 1))
