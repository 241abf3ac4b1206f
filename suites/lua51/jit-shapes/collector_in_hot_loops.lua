-- Allocation of every kind in hot loops, with collections in between and weak observers.
local weak = setmetatable({}, { __mode = "v" })
local kept, n = {}, 0
for i = 1, 400 do
  local t = { i, { i } }
  weak[i] = t
  if i % 40 == 0 then kept[#kept + 1] = t end
  if i % 100 == 0 then collectgarbage() end
end
collectgarbage()
for k, v in pairs(weak) do n = n + v[1] + v[2][1] end
print(n, #kept)
local s = 0
for i = 1, 300 do
  local str = "s" .. i
  local f = function() return #str + i end
  s = s + f()
  if i % 50 == 0 then collectgarbage("step") end
end
print(s)
local chain
for i = 1, 300 do
  chain = { next = chain, i = i }
  if i % 75 == 0 then collectgarbage() chain.next.next = nil end
end
n = 0
while chain do n = n + chain.i chain = chain.next end
print(n)
local finalized = 0
local proto = newproxy(true)
getmetatable(proto).__gc = function() finalized = finalized + 1 end
for i = 1, 200 do newproxy(proto) if i % 60 == 0 then collectgarbage() end end
collectgarbage()
print(finalized)
local co_sum = 0
for i = 1, 100 do
  local co = coroutine.wrap(function(x) local big = { x, x } coroutine.yield(big) end)
  co_sum = co_sum + #co(i)
  if i % 25 == 0 then collectgarbage() end
end
print(co_sum)
