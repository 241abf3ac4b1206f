-- Producers, filters and consumers: values drawn through chains of coroutines.
local function producer(n)
  return coroutine.create(function()
    for i = 1, n do coroutine.yield(i) end
    return nil
  end)
end
local function receive(p)
  local _, v = coroutine.resume(p)
  return v
end
local function filter(p, f)
  return coroutine.create(function()
    while true do
      local v = receive(p)
      if v == nil then return nil end
      local r = f(v)
      if r then coroutine.yield(r) end
    end
  end)
end
local function consume(p)
  local out = {}
  while true do
    local v = receive(p)
    if v == nil then break end
    out[#out + 1] = tostring(v)
  end
  return table.concat(out, " ")
end
print(consume(producer(5)))
print(consume(filter(producer(10), function(v) return v % 2 == 0 and v end)))
print(consume(filter(filter(producer(10), function(v) return v * v end), function(v) return v > 20 and v .. "!" end)))
local chain = producer(30)
for i = 1, 20 do chain = filter(chain, function(v) return v + i end) end
print(consume(chain))
