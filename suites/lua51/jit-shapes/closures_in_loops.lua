-- Closures made in hot loops: captured loop variables, escaping and not escaping.
local s = 0
for i = 1, 500 do local f = function() return i * 2 end s = s + f() end
print(s)
local fs = {}
for i = 1, 300 do fs[i] = function() i = i + 1 return i end end
print(fs[1](), fs[1](), fs[150](), fs[300](), fs[2]())
local pairs_of = {}
for i = 1, 200 do
  local v = i
  pairs_of[i] = { function() v = v + 1 end, function() return v end }
end
for r = 1, 3 do for i = 1, 200 do pairs_of[i][1]() end end
local t = 0
for i = 1, 200 do t = t + pairs_of[i][2]() end
print(t)
local last
for i = 1, 300 do
  local x = i
  if i % 100 == 0 then last = function() return x end end
  x = x * 2
end
print(last())
local function compose(f, g) return function(x) return g(f(x)) end end
local id = function(x) return x end
local inc = function(x) return x + 1 end
for i = 1, 100 do id = compose(id, inc) end
print(id(0), id(5))
local function curry(a)
  return function(b)
    return function(c)
      return a * 100 + b * 10 + c
    end
  end
end
t = 0
for i = 1, 200 do t = t + curry(i % 10)(i % 7)(i % 3) end
print(t)
local acc = 0
for i = 1, 300 do
  local function visit(n) if n > 0 then acc = acc + n return visit(n - 1) end return acc end
  visit(i % 5)
end
print(acc)
local w = 0
while w < 200 do
  w = w + 1
  local captured = w
  local function check() return captured == w end
  assert(check())
  if w == 120 then last = check end
end
print(w, last())
repeat local k = w local dec = function() w = k - 1 end dec() until w <= 50
print(w)
local made, distinct = {}, 0
for i = 1, 100 do made[function() end] = true end
for _ in pairs(made) do distinct = distinct + 1 end
print(distinct > 0)
local counters = {}
for i = 1, 10 do local c = 0 counters[i] = function(d) c = c + d return c end end
for r = 1, 50 do for i = 1, 10 do counters[i](i) end end
print(counters[1](0), counters[5](0), counters[10](0))
for k, v in pairs({ a = 1, b = 2 }) do fs[k] = function() v = v * 10 return k .. v end end
print(fs.a(), fs.a(), fs.b())
