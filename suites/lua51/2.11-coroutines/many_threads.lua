-- Hundreds of coroutines alive at once, resumed in different orders.
local threads, sum = {}, 0
for i = 1, 200 do
  threads[i] = coroutine.create(function(a)
    local total = a
    for k = 1, 3 do total = total + coroutine.yield(total * k) end
    return total
  end)
end
for i = 1, 200 do sum = sum + select(2, coroutine.resume(threads[i], i)) end
for i = 200, 1, -1 do sum = sum + select(2, coroutine.resume(threads[i], 1)) end
for i = 1, 400, 2 do sum = sum + select(2, coroutine.resume(threads[i % 200 + 1], 2)) end
print(sum)
local status = {}
for i = 1, 200 do local s = coroutine.status(threads[i]) status[s] = (status[s] or 0) + 1 end
print(status.suspended, status.dead)
local ring, log = {}, 0
for i = 1, 30 do ring[i] = coroutine.wrap(function() local n = 0 while true do n = n + i log = log + coroutine.yield(n) end end) ring[i]() end
for round = 1, 10 do for i = 1, 30 do ring[i](round) end end
print(log, ring[30](0))
local deep = 0
local function descend(n) if n > 0 then deep = deep + 1 coroutine.wrap(descend)(n - 1) end end
descend(100)
print(deep)
threads, ring = nil, nil
collectgarbage()
print(coroutine.wrap(function() return "fine" end)())
