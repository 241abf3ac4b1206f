-- xpcall: arguments of handlers, their results, handlers that are C functions or callable tables.
print(xpcall(function() return 1, 2, 3 end, print))
print(xpcall(function() error("e", 0) end, function(...) return select("#", ...), ... end))
print(xpcall(function() error("e", 0) end, string.upper))
print(xpcall(function() error({ 5 }) end, function(t) return t[1] end))
print(xpcall(function() error("e", 0) end, setmetatable({}, { __call = function(_, m) return "called " .. m end })))
print(xpcall(function() error() end, type))
print(xpcall(function() local x = 1 + nil end, function(m) return (m:gsub("^.-:%d+: ", "")) end))
print(xpcall(coroutine.wrap(function() error("in wrap", 0) end), string.len))
print(xpcall(function() return pcall(error, "inner") end, error))
print(select("#", xpcall(function() end, print)), select("#", xpcall(error, function() return 1, 2 end)))
print(xpcall(setmetatable({}, { __call = function() return "callable" end }), print))
local depth = 0
local function overflow() depth = depth + 1 return 1 + overflow() end
local ok, m = xpcall(overflow, function(m) return m:match("stack overflow") end)
print(ok, m, depth > 1000)
