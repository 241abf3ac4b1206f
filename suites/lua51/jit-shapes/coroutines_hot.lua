-- Coroutines in hot loops: resume and yield from loops, many short lives, traces across.
local co = coroutine.wrap(function() local i = 0 while true do i = i + 1 coroutine.yield(i) end end)
local s = 0
for i = 1, 500 do s = s + co() end
print(s)
local echo = coroutine.wrap(function(a) while true do a = coroutine.yield(a * 2) end end)
s = 0
for i = 1, 500 do s = s + echo(i) end
print(s)
local made = 0
for i = 1, 200 do
  local c = coroutine.create(function(x) local y = coroutine.yield(x + 1) return x + y end)
  local _, a = coroutine.resume(c, i)
  local _, b = coroutine.resume(c, a)
  made = made + b
  assert(coroutine.status(c) == "dead")
end
print(made)
-- A loop that becomes hot inside the coroutine, and yields only seldom.
local seldom = coroutine.wrap(function()
  local n = 0
  for i = 1, 1000 do n = n + i if i % 250 == 0 then coroutine.yield(n) end end
  return "end"
end)
print(seldom(), seldom(), seldom(), seldom(), seldom())
-- The same function runs in several coroutines in turns.
local function worker(id, n)
  local acc = 0
  for i = 1, n do
    acc = acc + id coroutine.yield(acc)
  end
  return -acc
end
local ws = {}
for id = 1, 5 do ws[id] = coroutine.wrap(worker) end
local seen = 0
for turn = 0, 100 do for id = 1, 5 do seen = seen + ws[id](id, 100) end end
print(seen)
local function gen(n)
  return coroutine.wrap(function()
    for i = 1, n do
      coroutine.yield(i)
    end
  end)
end
local c = 0
for i = 1, 30 do for v in gen(i) do c = c + v end end
print(c)
local function rec(n) if n > 0 then coroutine.yield(n) rec(n - 1) end end
c = 0
for v in coroutine.wrap(function() rec(150) end) do c = c * 3 % 1009 + v end
print(c)
local errs = 0
for i = 1, 200 do
  local t = coroutine.create(function()
    if i % 4 == 0 then
      error("four", 0)
    end
    coroutine.yield(i)
  end)
  local ok, v = coroutine.resume(t)
  if not ok then errs = errs + 1 elseif v ~= i then errs = -1000 end
end
print(errs)
local vals = coroutine.wrap(function(...)
  local n = select("#", ...)
  while true do
    n = n + select("#", coroutine.yield(n, n + 1))
  end
end)
c = vals(1, 2)
for i = 1, 200 do local a, b = vals(i, i, i) c = c + b - a + a % 7 end
print(c)
local changing = coroutine.wrap(function()
  for i = 1, 300 do
    coroutine.yield(i < 200 and i or i < 250 and tostring(i) or i / 2)
  end
end)
c = 0
for i = 1, 300 do c = c + changing() end
print(c)
