-- Exits: branches that no trace foresees, types that change, bounds that are left, and inner loops
-- of changing length.
-- size: 300000
-- bench: 6000000
-- reference: 100

local n = tonumber((...)) or tonumber(arg and arg[1]) or 300000

local seed = 1
local function random(limit)
  seed = (seed * 16807) % 2147483647
  return seed % limit
end

local shapes = {
  { kind = "square", side = 3 },
  { kind = "circle", radius = 2 },
  { kind = "none" },
  { kind = "box", width = 2, height = 5 },
}

local function area(shape)
  local kind = shape.kind
  if kind == "square" then
    return shape.side * shape.side
  elseif kind == "circle" then
    return 3.25 * shape.radius * shape.radius
  elseif kind == "box" then
    return shape.width * shape.height
  end
end

local mixed = { 1, "2", 3.5, "4.25", false, 6, "7", 8 }
local sum, missing, list = 0, 0, {}
for i = 1, n do
  local found = area(shapes[random(4) + 1])
  if found then
    sum = sum + found
  else
    missing = missing + 1
  end
  local value = mixed[random(8) + 1]
  if value then
    sum = sum + value * 2
  end
  for j = 1, random(6) do
    list[j] = (list[j] or 0) + 1
  end
  if random(3) == 0 then
    list[random(8) + 1] = nil
  end
  sum = sum % 1000003
end
print(string.format("%.14g %d %d", sum, missing, #list <= 8 and 8 or #list))
