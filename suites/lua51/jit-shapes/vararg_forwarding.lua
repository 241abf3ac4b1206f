-- Varargs handed through several levels, stored, counted and mixed with fixed parameters.
local function inner(a, b, ...) return select("#", ...), a, b, ... end
local function middle(...) return inner(...) end
local function outer(x, ...) return middle(x, x, ...) end
local n = 0
for i = 1, 300 do
  local c, a, b, d = outer(i, unpack({ 1, 2, 3 }, 1, i % 4))
  n = n + c * 1000 + a + b + (d or 0)
end
print(n)
print(outer()) print(outer(nil)) print(outer(1, nil, nil)) print((outer(5, 6, 7)))
local function keep(...)
  local t = { n = select("#", ...), ... }
  return function()
    return unpack(t, 1, t.n)
  end
end
local fs = {}
for i = 1, 100 do fs[i] = keep(i, nil, i * 2, nil) end
local s = 0
for i = 1, 100 do
  local a, b, c, d = fs[i]() s = s + a + c + select("#",
    fs[i]()) + (b == nil and d == nil and 1 or 0)
end
print(s)
local function count_down(n, ...)
  if n == 0 then
    return select("#", ...)
  end
  return count_down(n - 1, n, ...)
end
print(count_down(50), count_down(0), count_down(1, nil))
local function map(f, ...)
  if select("#", ...) == 0 then
    return
  end
  return f((...)), map(f, select(2, ...))
end
print(map(function(x) return x * x end, 1, 2, 3, 4, 5)) print(select("#", map(tostring)))
local function partial(f, a) return function(...) return f(a, ...) end end
local add3 = function(a, b, c) return (a or 0) + (b or 0) * 10 + (c or 0) * 100 end
s = 0
for i = 1, 200 do s = s + partial(add3, i)(i % 3, 1) + partial(partial(add3, 1), 2)(i) end
print(s)
local function meth(self, ...) return self.k, ... end
local obj = { k = "key", meth = meth }
s = 0
for i = 1, 200 do s = s + select("#", obj:meth(unpack({}, 1, i % 5))) end
print(s, obj:meth()) print(obj:meth(nil, 1))
local mt = setmetatable({}, { __call = function(self, ...)
  return select("#", ...), ...
end, __index = function(t, ...)
  return select("#", ...)
end })
s = 0
for i = 1, 200 do s = s + (mt(unpack({ 1, 2, 3 }, 1, i % 4))) + mt.anything end
print(s)
local co = coroutine.wrap(function(...)
  local n = 0
  local args = { ... }
  while true do
    n = n + select("#", unpack(args)) args = { coroutine.yield(n, unpack(args)) }
  end
end)
print(co(1, 2)) print(co()) print(co(3)) print((co(nil, nil, 5)))
local rets = {}
for i = 0, 3 do
  rets[#rets + 1] = select("#", pcall(unpack, { 1, 2, 3 }, 1, i)) rets[#rets + 1] = select("#",
    (unpack({}, 1, i)))
end
print(table.concat(rets, " "))
