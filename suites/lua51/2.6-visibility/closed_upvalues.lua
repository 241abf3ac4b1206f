-- Open and closed upvalues: values outlive their frame, through errors and coroutines too.
local function make()
  local a, b, c = 1, 2, 3
  local function bump() a, b, c = a + 1, b + 10, c + 100 end
  local function see() return a, b, c end
  bump()
  print("open", see())
  return bump, see
end
local bump, see = make()
bump()
print("closed", see())
-- The frame ends by an error.
local escaped
print(pcall(function()
  local v = "before"
  escaped = function(new) if new then v = new end return v end
  v = "during"
  error("out", 0)
end))
print(escaped(), escaped("after"), escaped())
-- The frame is that of a coroutine, suspended, then dead.
local co = coroutine.create(function()
  local v = 0
  coroutine.yield(function() v = v + 1 return v end)
  v = v + 100
  coroutine.yield(v)
  v = v + 1000
end)
local _, up = coroutine.resume(co)
print(up(), up())
print(coroutine.resume(co))
print(up())
coroutine.resume(co)
print(up(), coroutine.status(co))
-- A block's variables are closed at its end, and the register is used again.
local f, g
do local x = "first" f = function() x = x .. "+" return x end end
do local y = "second" g = function() y = y .. "-" return y end end
local z = "third"
print(f(), g(), f(), g(), z)
-- Closures stored in a table that is then changed.
local t = {}
for i = 1, 5 do local v = i t[i] = function() v = v + 1 return v end end
t[1], t[5] = t[5], t[1]
print(t[1](), t[5](), t[1](), t[3]())
local function deep(n)
  local v = n
  if n == 0 then
    return function()
      return v
    end
  end
  return deep(n - 1)
end
print(deep(100)())
local function many()
  local a, b, c, d, e = 1, 2, 3, 4, 5
  return function() e, a = a, e return a, e end, function() return b, d end,
    function() c = c + a return c end
end
local m1, m2, m3 = many()
print(m1()) print(m3()) print(m1()) print(m3()) print(m2())
