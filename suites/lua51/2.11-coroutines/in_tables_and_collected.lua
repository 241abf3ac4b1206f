-- Coroutines as keys and values; those that wait for ever are collected.
local t = setmetatable({}, { __mode = "k" })
for i = 1, 20 do
  local co = coroutine.create(function(x) coroutine.yield(x) end)
  coroutine.resume(co, i)
  t[co] = i
end
collectgarbage()
print(next(t))
local keep = coroutine.create(function() local big = { 1, 2, 3 } coroutine.yield() return #big end)
coroutine.resume(keep)
t[keep] = true
collectgarbage()
print(t[keep], coroutine.resume(keep))
local values = setmetatable({}, { __mode = "v" })
do
  local obj = {}
  local co = coroutine.wrap(function() local held = obj values[1] = held coroutine.yield() end)
  co()
  values[2] = co
end
collectgarbage()
print(values[1], values[2])
local a, b = coroutine.create(function() end), coroutine.create(function() end)
print(a == b, a == a, ({ [a] = "a" })[a])
