-- Objects by metatables: single inheritance, operators, and a sum over mixed shapes.
-- size: 200000
-- bench: 5000000
-- reference: 800

local n = tonumber((...)) or tonumber(arg and arg[1]) or 200000

local function class(parent)
  local methods = {}
  methods.__index = methods
  function methods.new(...)
    local object = setmetatable({}, methods)
    object:init(...)
    return object
  end
  return setmetatable(methods, { __index = parent })
end

local Shape = class()
function Shape:init(name) self.name = name end
function Shape:area() return 0 end
function Shape:describe() return self.name .. " of area " .. self:area() end

local Rectangle = class(Shape)
function Rectangle:init(width, height)
  Shape.init(self, "rectangle")
  self.width, self.height = width, height
end
function Rectangle:area() return self.width * self.height end

local Square = class(Rectangle)
function Square:init(side)
  Rectangle.init(self, side, side)
  self.name = "square"
end

for _, shape in ipairs({ Shape.new("point"), Rectangle.new(2, 3), Square.new(4) }) do
  print(shape:describe())
end

local shapes = {}
for i = 1, 10 do
  shapes[i] = i % 2 == 0 and Square.new(i) or Rectangle.new(i, 2)
end
local total = 0
for i = 1, n do
  total = total + shapes[i % 10 + 1]:area()
end
print("total area", total)

local Vector = {}
Vector.__index = Vector
local function vector(x, y) return setmetatable({ x = x, y = y }, Vector) end
function Vector.__add(a, b) return vector(a.x + b.x, a.y + b.y) end
function Vector.__sub(a, b) return vector(a.x - b.x, a.y - b.y) end
function Vector.__mul(a, b)
  if type(a) == "number" then
    return vector(a * b.x, a * b.y)
  elseif type(b) == "number" then
    return vector(a.x * b, a.y * b)
  end
  return a.x * b.x + a.y * b.y
end
function Vector.__unm(a) return vector(-a.x, -a.y) end
function Vector.__eq(a, b) return a.x == b.x and a.y == b.y end
function Vector.__lt(a, b) return a * a < b * b end
function Vector.__le(a, b) return a * a <= b * b end
function Vector.__tostring(a) return "(" .. a.x .. ", " .. a.y .. ")" end
function Vector.__concat(a, b) return tostring(a) .. tostring(b) end
function Vector.__call(a, factor) return a * factor end

local a, b = vector(1, 2), vector(3, -4)
print(tostring(a + b), tostring(a - b), a * b, tostring(2 * a), tostring(-b), tostring(b(0.5)))
print(a == vector(1, 2), a ~= b, a < b, a <= b, a > b, a .. b, "v" .. a)

local position, velocity = vector(0, 0), vector(1, 0.5)
for _ = 1, n do
  position = position + velocity * 0.25
end
print("position", tostring(position))
