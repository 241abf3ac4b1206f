-- Closures: counters that share an upvalue, composition, memoization and loop variables.
-- size: 4000000
-- bench: 100000000
-- reference: 2000

local n = tonumber((...)) or tonumber(arg and arg[1]) or 4000000

local function counter(start)
  local value = start
  local function increment(by)
    value = value + (by or 1)
    return value
  end
  local function current()
    return value
  end
  return increment, current
end

local increment, current = counter(10)
for i = 1, n do
  increment(i % 3)
end
print("shared upvalue", current(), increment(), current())

local function compose(...)
  local functions = { ... }
  return function(x)
    for i = #functions, 1, -1 do
      x = functions[i](x)
    end
    return x
  end
end

local double_then_add = compose(function(x) return x + 1 end, function(x) return x * 2 end)
print("composed", double_then_add(5), double_then_add(double_then_add(5)))

local function memoize(f)
  local known = {}
  local misses = 0
  return function(x)
    local result = known[x]
    if result == nil then
      misses = misses + 1
      result = f(x)
      known[x] = result
    end
    return result
  end, function() return misses end
end

local collatz, misses
collatz, misses = memoize(function(x)
  if x == 1 then
    return 0
  end
  return 1 + collatz(x % 2 == 0 and x / 2 or 3 * x + 1)
end)
local longest, from = 0, 0
for i = 1, math.min(n, 500) do
  local steps = collatz(i)
  if steps > longest then
    longest, from = steps, i
  end
end
print("collatz", longest, from, misses())

-- Each turn of a loop has its own variable.
local getters = {}
for i = 1, 5 do
  local square = i * i
  getters[i] = function()
    square = square + i
    return square
  end
end
for round = 1, 2 do
  local seen = {}
  for i, get in ipairs(getters) do
    seen[i] = get()
  end
  print("round " .. round, table.concat(seen, " "))
end
