-- __eq, __lt and __le of userdata: both operands need the same handler.
local u = newproxy(true)
local v, other = newproxy(u), newproxy(true)
local log = {}
local mt = getmetatable(u)
mt.__eq = function(a, b) log[#log + 1] = "eq" return true end
mt.__lt = function(a, b) log[#log + 1] = "lt" return false end
mt.__le = function(a, b) log[#log + 1] = "le" return 1 end
print(u == v, u ~= v, u == u, u == other)
print(u < v, u > v, u <= v, u >= v)
mt.__le = nil
print(u <= v, u >= v)
print(table.concat(log, " "))
print(pcall(function() return u < other end))
print(pcall(function() return other <= other end))
print(pcall(function() return u < {} end))
