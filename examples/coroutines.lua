-- Coroutines: generators, a producer/filter/consumer chain, permutations and a scheduler.
-- size: 400000
-- bench: 10000000
-- reference: 200

local n = tonumber((...)) or tonumber(arg and arg[1]) or 400000

local yield, wrap = coroutine.yield, coroutine.wrap

-- A sieve as a chain of coroutines, each of which filters the multiples of one prime.
local function numbers(limit)
  return wrap(function()
    for i = 2, limit do
      yield(i)
    end
  end)
end

local function without_multiples(source, prime)
  return wrap(function()
    for i in source do
      if i % prime ~= 0 then
        yield(i)
      end
    end
  end)
end

local primes = {}
local source = numbers(math.min(n, 200))
while true do
  local prime = source()
  if not prime then
    break
  end
  primes[#primes + 1] = prime
  source = without_multiples(source, prime)
end
print(#primes .. " primes", table.concat(primes, " ", math.max(1, #primes - 5)))

-- Permutations by a recursive generator.
local function permute(list, count)
  if count <= 1 then
    yield(list)
    return
  end
  for i = 1, count do
    list[i], list[count] = list[count], list[i]
    permute(list, count - 1)
    list[i], list[count] = list[count], list[i]
  end
end

local words = {}
for list in wrap(function() permute({ "a", "b", "c" }, 3) end) do
  words[#words + 1] = table.concat(list)
end
print(table.concat(words, " "))

-- A round-robin scheduler with values passed both ways.
local function task(name, steps)
  return coroutine.create(function(first)
    local sum = first
    for step = 1, steps do
      sum = sum + yield(name, step)
    end
    return name .. " done", sum
  end)
end

local ready = { task("red", n), task("green", math.floor(n / 2)), task("blue", 3) }
local ticks = 0
while #ready > 0 do
  local index = ticks % #ready + 1
  local thread = ready[index]
  local ok, name, value = coroutine.resume(thread, 1)
  assert(ok, name)
  if coroutine.status(thread) == "dead" then
    print(name, value, "after " .. ticks .. " ticks")
    table.remove(ready, index)
  end
  ticks = ticks + 1
end

local broken = coroutine.create(function() error({ code = 7 }) end)
local ok, problem = coroutine.resume(broken)
print(ok, type(problem), problem.code, coroutine.status(broken), coroutine.resume(broken))
