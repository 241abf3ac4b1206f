-- Tables: arrays that grow and shrink, fields, keys of several types, traversal.
-- size: 4000
-- bench: 60000
-- reference: 4

local n = tonumber((...)) or tonumber(arg and arg[1]) or 4000

local WIDTH = 64
local grid = {}
for i = 1, WIDTH do
  grid[i] = { weight = i, next = i % WIDTH + 1, [i + 0.5] = -i }
end

local sum = 0
for round = 1, n do
  local stack = {}
  for i = 1, WIDTH do
    local cell = grid[i]
    cell.weight = (cell.weight + grid[cell.next].weight + round) % 1021
    stack[#stack + 1] = cell.weight
    sum = sum + cell[i + 0.5]
  end
  while #stack > 0 do
    sum = sum + stack[#stack]
    stack[#stack] = nil
  end
  local counts = {}
  for _, cell in ipairs(grid) do
    local key = "k" .. cell.weight % 7
    counts[key] = (counts[key] or 0) + 1
  end
  for _, count in pairs(counts) do
    sum = sum + count * count
  end
  sum = sum % 1000003
end
print(string.format("%.14g", sum))
