-- Coroutines resumed from hot loops, with hot loops inside, errors and ends in between.
local function gen(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end
local s = 0
for v in gen(300) do s = s + v end
print(s)
local cos = {}
for i = 1, 20 do cos[i] = coroutine.create(function(a) local t = a while true do t = t + coroutine.yield(t) end end) end
s = 0
for r = 1, 15 do
  for i = 1, 20 do
    local _, v = coroutine.resume(cos[i], i * r)
    s = s + v
  end
end
print(s)
local inner = coroutine.wrap(function()
  while true do
    local x = 0
    for i = 1, 100 do x = x + i * i % 7 end
    coroutine.yield(x)
  end
end)
s = 0
for _ = 1, 30 do s = s + inner() end
print(s)
local ended, failed = 0, 0
for i = 1, 150 do
  local co = coroutine.create(function(x) if x % 5 == 0 then error("five") end coroutine.yield(x) return x end)
  while coroutine.status(co) ~= "dead" do
    local ok = coroutine.resume(co, i)
    if not ok then failed = failed + 1 end
  end
  ended = ended + 1
end
print(ended, failed)
