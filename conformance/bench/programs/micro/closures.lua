-- Closures: made in loops, sharing variables, composed and passed on.
-- size: 500000
-- bench: 8000000
-- reference: 100

local n = tonumber((...)) or tonumber(arg and arg[1]) or 500000

local function counter(step)
  local count = 0
  return function()
    count = count + step
    return count
  end, function()
    count = 0
  end
end

local function compose(f, g)
  return function(x)
    return f(g(x))
  end
end

local function map(list, f)
  local result = {}
  for i = 1, #list do
    result[i] = f(list[i])
  end
  return result
end

local list = { 1, 2, 3, 4, 5, 6, 7, 8 }
local sum = 0
local tick, reset = counter(3)
for i = 1, n do
  sum = sum + tick() % 11
  if i % 8 == 0 then
    local shift = i % 5
    local twice = compose(function(x) return x + shift end, function(x) return 2 * x end)
    local mapped = map(list, twice)
    sum = sum + mapped[i % 7 + 1]
    tick, reset = counter(shift)
  elseif i % 100 == 1 then
    reset()
  end
end
print(string.format("%.14g", sum))
