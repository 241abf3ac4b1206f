-- newproxy: blank userdata with and without metatables, shared metatables and operators.
local plain = newproxy()
local own = newproxy(true)
local shared = newproxy(own)
print(type(plain), type(own), getmetatable(plain), type(getmetatable(own)))
print(getmetatable(own) == getmetatable(shared), plain == own, own == shared, own == own)
print(type(newproxy(false)), getmetatable(newproxy(false)))
print(pcall(newproxy, 1))
print(pcall(newproxy, {}))
print(pcall(newproxy, plain))
print(pcall(function() return plain.x end))
print(pcall(function() plain.x = 1 end))
print(pcall(function() return plain + 1 end))
print(pcall(function() return plain() end))
print(pcall(function() return #plain end))
print(pcall(function() return plain < plain end))
print(pcall(function() return plain .. "x" end))
local mt = getmetatable(own)
local fields = {}
mt.__index = fields
mt.__newindex = function(u, k, v) rawset(fields, k, v) end
own.a, shared.b = 1, 2
print(own.a, own.b, shared.a, fields.a, fields.b)
mt.__index = function(u, k) return (u == own and "own " or "other ") .. k end
print(own.x, shared.x)
mt.__call = function(u, ...) return select("#", ...), ... end
print(own(1, nil), shared())
mt.__len = function() return 42 end
mt.__unm = function() return "negated" end
mt.__add = function(a, b) return type(a) .. "+" .. type(b) end
mt.__concat = function(a, b) return type(a) .. ".." .. type(b) end
mt.__lt = function() return true end
mt.__le = function() return false end
mt.__eq = function() return true end
mt.__tostring = function() return "proxy!" end
print(#own, -own, own + 1, 1 + own, own + shared, own .. "s", "s" .. own, own .. shared)
print(own < shared, own <= shared, own > shared, own == shared, own ~= shared, tostring(own))
local keyed = { [own] = "own", [plain] = "plain" }
print(keyed[own], keyed[shared], keyed[plain])
mt.__metatable = "protected"
print(getmetatable(own), getmetatable(shared))
print(pcall(setmetatable, own, {}))
debug.setmetatable(plain, { __index = function(_, k) return k end })
print(plain.now_indexed)
