-- setmetatable returns its table; nil removes; the metatable may be the table itself.
local t = {}
print(setmetatable(t, nil) == t, getmetatable(t))
print(setmetatable(t, {}) == t, type(getmetatable(t)))
setmetatable(t, nil)
print(getmetatable(t))
setmetatable(t, t)
t.__index = function(_, k) return k .. "?" end
print(t.anything, getmetatable(t) == t)
t.__call = function(self, x) return x * 2 end
print(t(4))
print(pcall(setmetatable, 1, {}))
print(pcall(setmetatable, t))
print(pcall(setmetatable, t, "x"))
print(pcall(setmetatable, print, {}))
print(pcall(getmetatable))
print(getmetatable(1), getmetatable(nil), getmetatable(print), type(getmetatable("")))
