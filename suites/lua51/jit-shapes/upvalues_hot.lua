-- Upvalues in hot loops: mutated inside and outside, shared, replaced and closed meanwhile.
local n = 0
local function bump() n = n + 1 return n end
local s = 0
for i = 1, 500 do s = s + bump() if i == 250 then n = 1000 end end
print(n, s)
local function make()
  local v = 0
  return function(x) v = v + x return v end, function() return v end, function(x) v = x end
end
local add, get, set = make()
for i = 1, 400 do add(i) if i % 100 == 0 then set(get() / 2) end end
print(get())
local a1, g1 = make()
local a2, g2 = make()
for i = 1, 600 do (i % 3 == 0 and a1 or a2)(i) end
print(g1(), g2())
-- The upvalue changes type after many turns.
local kind = 0
local function read() return kind end
local total = 0
for i = 1, 500 do
  if i == 300 then kind = "5" elseif i == 400 then kind = 0.25 end
  total = total + read()
end
print(total)
-- Closures made inside the hot loop that keep the turn's locals.
local keep = {}
for i = 1, 300 do
  local sq = i * i
  local f = function(d) sq = sq + d return sq end
  f(1)
  if i % 100 == 0 then keep[#keep + 1] = f end
end
print(keep[1](0), keep[2](1), keep[3](2), keep[1](5))
-- A loop in a closure over its own upvalue bound.
local limit = 100
local function looped()
  local c = 0
  for i = 1, limit do
    limit = limit - 1
    c = c + 1
  end
  return c
end
print(looped(), limit)
limit = 50
local w = 0
while w < limit do w = w + 1 limit = limit - (w % 2) end
print(w, limit)
-- An upvalue of the running coroutine changed from outside.
local shared = 1
local co = coroutine.wrap(function()
  while true do
    shared = shared * 2 % 1009 coroutine.yield()
  end
end)
for i = 1, 200 do shared = shared + i co() end
print(shared)
local function outer()
  local x = 0
  local function inner()
    x = x + 1
    if x < 200 then
      return inner()
    end
    return x
  end
  return inner()
end
print(outer(), outer())
local fns = {}
for i = 1, 3 do fns[i] = function() n = n + i return n end end
for r = 1, 100 do for i = 1, 3 do fns[i]() end end
print(n)
