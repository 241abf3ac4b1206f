-- Vectors with metamethods: short-lived tables of one shape, made by constructors.
-- size: 20000
-- bench: 5000000
-- reference: 200

local n = tonumber((...)) or tonumber(arg and arg[1]) or 20000

local Vector = {}
Vector.__index = Vector

local function vector(x, y, z)
  return setmetatable({ x = x, y = y, z = z }, Vector)
end

function Vector.__add(a, b)
  return vector(a.x + b.x, a.y + b.y, a.z + b.z)
end

function Vector.__mul(a, factor)
  return vector(a.x * factor, a.y * factor, a.z * factor)
end

function Vector:dot(other)
  return self.x * other.x + self.y * other.y + self.z * other.z
end

local place, speed = vector(0, 0, 0), vector(1, 0.5, 0.25)
local sum = 0
for step = 1, n do
  local following = place + speed * 0.001
  sum = sum + following:dot(speed)
  if step % 1000 == 0 then
    place = following
  end
end
print(("%.6f %.6f"):format(sum, place.x))
