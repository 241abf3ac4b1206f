-- __tostring, __len, __metatable and __name-like fields.
local t = setmetatable({}, { __tostring = function(self) return "I am t" end })
print(t, tostring(t), "x" .. tostring(t))
print(pcall(function() return "x" .. t end))
print(string.format("%s", tostring(t)), pcall(string.format, "%s", t))
print(pcall(tostring, setmetatable({}, { __tostring = function() return 42 end })))
print(pcall(tostring, setmetatable({}, { __tostring = function() end })))
print(pcall(print, setmetatable({}, { __tostring = function() return {} end })))
print(pcall(tostring, setmetatable({}, { __tostring = "not a function" })))
print(tostring(setmetatable({}, { __tostring = function() return "first", "second" end })))
-- __len is not used for tables or strings in 5.1, but it is for userdata.
local len = setmetatable({ 1, 2, 3 }, { __len = function() return 100 end })
print(#len)
local u = newproxy(true)
getmetatable(u).__len = function() return 7 end
print(#u)
getmetatable(u).__tostring = function() return "a proxy" end
print(u, tostring(u))
getmetatable(u).__index = function(_, k) return k .. "!" end
getmetatable(u).__newindex = function(_, k, v) print("set", k, v) end
print(u.x, u[1])
u.y = 5
-- __metatable protects.
local protected = setmetatable({}, { __metatable = "locked" })
print(getmetatable(protected))
print(pcall(setmetatable, protected, {}))
print(pcall(setmetatable, protected, nil))
print(getmetatable(setmetatable({}, { __metatable = false })))
print(pcall(setmetatable, setmetatable({}, { __metatable = false }), {}))
print(getmetatable("x").__index == string, getmetatable({}), getmetatable(1), getmetatable(nil))
print(pcall(setmetatable, {}, 5))
print(pcall(setmetatable, {}))
print(pcall(setmetatable, 1, {}))
print(pcall(getmetatable))
local mt = {}
local s = setmetatable({}, mt)
print(getmetatable(s) == mt, setmetatable(s, nil) == s, getmetatable(s))
mt.__index = { x = 1 }
print(s.x, setmetatable(s, mt).x)
