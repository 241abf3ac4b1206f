-- When __eq is not asked: other types, the same object, handlers that differ.
local calls = 0
local function eq(a, b) calls = calls + 1 return true end
local a, b = setmetatable({}, { __eq = eq }), setmetatable({}, { __eq = eq })
print(a == b, calls)
print(a == a, calls)
print(a == 1, a == "a", a == nil, a == print, a == newproxy(), calls)
local c = setmetatable({}, { __eq = function() calls = calls + 100 return true end })
print(a == c, c == a, calls)
local d = {}
print(a == d, d == a, calls)
local u = newproxy(true)
getmetatable(u).__eq = eq
print(a == u, u == a, calls)
print(rawequal(a, b), calls)
print(a ~= b, not (a == b), calls)
local same = { __eq = function(x, y) return x.v == y.v end }
local x, y, z = setmetatable({ v = 1 }, same), setmetatable({ v = 1 }, same),
  setmetatable({ v = 2 }, same)
print(x == y, x == z, x ~= z, x ~= y)
same.__eq = function() return nil end
print(x == y, x ~= y)
same.__eq = function() return 0 end
print(x == y, x ~= y)
