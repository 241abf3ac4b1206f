-- Objects that print and join themselves: __concat and __tostring together.
local V = {}
V.__index = V
V.__tostring = function(v) return "(" .. v.x .. ", " .. v.y .. ")" end
V.__concat = function(a, b) return tostring(a) .. tostring(b) end
V.__add = function(a, b) return V.new(a.x + b.x, a.y + b.y) end
V.__mul = function(a, b) if type(a) == "number" then return V.new(a * b.x, a * b.y) elseif type(b) == "number" then return b * a end return a.x * b.x + a.y * b.y end
V.__unm = function(a) return -1 * a end
V.__sub = function(a, b) return a + -b end
V.__eq = function(a, b) return a.x == b.x and a.y == b.y end
V.__div = function(a, n) return a * (1 / n) end
V.__len = function(a) return (a * a) ^ 0.5 end
function V.new(x, y) return setmetatable({ x = x, y = y }, V) end
local a, b = V.new(1, 2), V.new(3, -4)
print(a, b, a + b, a - b, 2 * a, a * 3, a * b, -a, b / 2, a == V.new(1, 2), a ~= b)
print(a .. b, "a=" .. a, a .. 1, 1 .. a .. "x" .. b, #a, #b)
print(pcall(function() return a + 1 end))
local s = V.new(0, 0)
for i = 1, 120 do s = s + V.new(i, -i) * (i % 3) - b / 4 end
print(s)
