-- Coroutines: generators, values passed both ways, many that are short, chains of filters.
-- size: 500000
-- bench: 8000000
-- reference: 40

local n = tonumber((...)) or tonumber(arg and arg[1]) or 500000

local wrap, yield = coroutine.wrap, coroutine.yield

local function numbers(limit)
  return wrap(function()
    for i = 1, limit do
      yield(i)
    end
  end)
end

local function only(source, divisor)
  return wrap(function()
    for value in source do
      if value % divisor ~= 0 then
        yield(value)
      end
    end
  end)
end

local sum = 0
for value in only(only(numbers(n), 3), 5) do
  sum = (sum + value) % 1000003
end

-- One that adds up what it is given.
local add = coroutine.create(function(total)
  while true do
    total = (total + yield(total)) % 65537
  end
end)
coroutine.resume(add, 0)
for i = 1, n do
  local _, total = coroutine.resume(add, i)
  sum = sum + total % 3
end

for i = 1, n / 20 do
  local first = wrap(function(a)
    local b = yield(a + 1)
    return a * b
  end)
  sum = sum + first(i) % 7 + first(i % 5) % 11
end
print(string.format("%.14g", sum))
