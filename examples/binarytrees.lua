-- Binary trees, built and dropped: allocation, recursion and garbage collection.
-- size: 12
-- bench: 15
-- reference: 6

local n = tonumber((...)) or tonumber(arg and arg[1]) or 12

local function bottom_up(depth)
  if depth == 0 then
    return {}
  end
  depth = depth - 1
  local left, right = bottom_up(depth), bottom_up(depth)
  return { left, right }
end

local function check(node)
  if node[1] then
    return 1 + check(node[1]) + check(node[2])
  end
  return 1
end

local mindepth = n < 4 and n or 4
local maxdepth = math.max(mindepth + 2, n)
if n < 4 then
  maxdepth = n
end

do
  local stretch = maxdepth + 1
  print(string.format("stretch tree of depth %d\t check: %d", stretch, check(bottom_up(stretch))))
end

local long_lived = bottom_up(maxdepth)
for depth = mindepth, maxdepth, 2 do
  local iterations = 2 ^ (maxdepth - depth + mindepth)
  local sum = 0
  for _ = 1, iterations do
    sum = sum + check(bottom_up(depth))
  end
  print(string.format("%d\t trees of depth %d\t check: %d", iterations, depth, sum))
end
print(string.format("long lived tree of depth %d\t check: %d", maxdepth, check(long_lived)))
