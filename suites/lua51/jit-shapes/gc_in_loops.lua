-- Allocation in hot loops with collections in between: nothing alive may be lost.
local live, sum = {}, 0
for i = 1, 2000 do
  local t = { i, { i + 1 }, name = "n" .. i }
  if i % 100 == 0 then live[#live + 1] = t end
  if i % 700 == 0 then collectgarbage() end
  sum = sum + t[1] + t[2][1] + #t.name
end
print(sum, #live)
for i = 1, #live do
  if live[i][2][1] ~= i * 100 + 1 or live[i].name ~= "n" .. i * 100 then
    print("lost", i)
  end
end
local list
for i = 1, 1000 do
  list = { value = i, next = list }
  if i % 333 == 0 then
    collectgarbage("step", 50)
  end
end
local n, node = 0, list
while node do n = n + node.value node = node.next end
print(n)
local s = ""
for i = 1, 500 do s = (s .. i):sub(-50) if i % 200 == 0 then collectgarbage() end end
print(s)
local fs = {}
for i = 1, 500 do
  local up = { i }
  fs[i % 10 + 1] = function() return up[1] end
  if i % 150 == 0 then collectgarbage() end
end
local total = 0
for i = 1, 10 do total = total + fs[i]() end
print(total)
local weak = setmetatable({}, { __mode = "v" })
local strong = {}
for i = 1, 500 do weak[i] = { i } if i % 50 == 0 then strong[#strong + 1] = weak[i] end end
collectgarbage()
local left = 0
for _ in pairs(weak) do left = left + 1 end
print(left, #strong)
local old = {}
for i = 1, 50 do old[i] = {} end
collectgarbage()
for r = 1, 20 do
  for i = 1, 50 do
    old[i].young = { r * i }
  end
  if r % 5 == 0 then
    collectgarbage("step", 20)
  end
end
collectgarbage()
total = 0
for i = 1, 50 do total = total + old[i].young[1] end
print(total)
local threads = {}
for i = 1, 60 do
  threads[i % 6 + 1] = coroutine.wrap(function()
    local own = { i }
    while true do
      coroutine.yield(own[1])
    end
  end)
  threads[i % 6 + 1]()
  if i % 20 == 0 then
    collectgarbage()
  end
end
total = 0
for i = 1, 6 do total = total + threads[i]() end
print(total)
local metas = {}
for i = 1, 200 do metas[i] = setmetatable({}, { __index = { v = i } }) end
collectgarbage()
total = 0
for i = 1, 200 do total = total + metas[i].v end
print(total)
local finalized = 0
for i = 1, 50 do
  local p = newproxy(true) getmetatable(p).__gc = function()
    finalized = finalized + 1
  end
end
collectgarbage() collectgarbage()
print(finalized >= 49)
