-- Variable arguments: select, unpack, forwarding, packing with nils and folding.
-- size: 500000
-- bench: 14000000
-- reference: 1000

local n = tonumber((...)) or tonumber(arg and arg[1]) or 500000

local function count(...)
  return select("#", ...)
end
print(count(), count(nil), count(1, nil, nil))
print(count(unpack({ 1, 2, 3 })), count((unpack({ 1, 2 }))))

local function pack(...)
  return { n = select("#", ...), ... }
end
local packed = pack(1, nil, 3, nil)
print(packed.n, packed[1], packed[2], packed[3], packed[4])
print(unpack(packed, 1, packed.n))

local function forward(f, ...)
  return f(...)
end
print(forward(math.max, 3, 9, 4), forward(string.format, "%s-%s", "a", "b"), (forward(pack)).n)

local function sum(...)
  local total = 0
  for i = 1, select("#", ...) do
    total = total + (select(i, ...))
  end
  return total
end
print(sum(), sum(1), sum(1, 2, 3), select(-1, 1, 2, 3), select(-2, "a", "b", "c"))

local function fold(f, first, ...)
  if select("#", ...) == 0 then
    return first
  end
  local second = ...
  return fold(f, f(first, second), select(2, ...))
end
print(fold(function(a, b) return a * b end, 1, 2, 3, 4, 5))

local function bind(f, ...)
  local bound = pack(...)
  return function(...)
    local all = { unpack(bound, 1, bound.n) }
    local extra = select("#", ...)
    for i = 1, extra do
      all[bound.n + i] = (select(i, ...))
    end
    return f(unpack(all, 1, bound.n + extra))
  end
end
print(bind(string.format, "%d/%d/%d", 1)(2, 3), bind(count, nil, nil)(nil))

local total = 0
for i = 1, n do
  total = total + sum(i, i + 1, i + 2) + count(i, nil)
end
print("total", total)

local wide = {}
for i = 1, 200 do
  wide[i] = i
end
print(sum(unpack(wide)), count(unpack(wide, 10, 20)), (select("#", unpack(wide, 5, 4))))
