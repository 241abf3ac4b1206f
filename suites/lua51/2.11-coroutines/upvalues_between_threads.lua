-- Upvalues on a coroutine's stack used from outside, and the other way round.
local get, set
local co = coroutine.create(function()
  local x = 1
  get, set = function() return x end, function(v) x = v end
  coroutine.yield(x)
  coroutine.yield(x)
  x = x * 2
  return x
end)
print(coroutine.resume(co))
set(10)
print(get(), coroutine.resume(co))
set(21)
print(coroutine.resume(co))
print(get())
set("closed")
print(get())
local n = 0
local function count() n = n + 1 return n end
local threads = {}
for i = 1, 5 do
  threads[i] = coroutine.wrap(function()
    local mine = count()
    while true do
      coroutine.yield(mine * 100 + n)
      count()
    end
  end)
end
for _ = 1, 3 do
  for i = 1, 5 do io.write(threads[i](), " ") end
end
print(n)
