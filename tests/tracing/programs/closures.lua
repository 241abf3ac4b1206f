--- a variable captured only after its loop was compiled
local x = 0
local fs = { function() end }
for i = 1, 200 do
  if i == 100 then fs[1] = function() x = x + 1000 end end
  x = x + 1
  pcall(fs[1])
end
print(x)
--- an upvalue is in the loop's own frame in one activation, below it in another
local function A(depth, f)
  local x = 0
  local function g() x = x + 1 return x end
  f = f or g
  local s = 0
  if depth > 0 then s = A(depth - 1, f) end
  for i = 1, 60 do
    s = s + f()
    x = x + 0.5
  end
  return s + x
end
print(A(1))
print(A(2))
print(A(1))
--- returns close what only some activations captured
local keep = {}
local function F(c, n)
  local x = n
  local f
  if c then f = function() x = x + 1 return x end end
  local s = 0
  for i = 1, 3 do s = s + i end
  keep[#keep + 1] = f
  return s + x
end
local t = 0
for i = 1, 100 do t = t + F(i > 50 and i % 3 == 0, i) end
print(t, #keep)
for i = 1, #keep do t = t + keep[i]() + keep[i]() end
print(t)
--- closures made in a loop keep their own variables
local fs = {}
for i = 1, 100 do
  local a = i
  local b = { i }
  fs[#fs + 1] = function(d)
    a = a + (d or 0)
    b[1] = b[1] + 1
    return a + b[1]
  end
  fs[#fs + 1] = function() return a end
  if i % 10 == 0 then a = a + 1000 end
end
local s = 0
for r = 1, 3 do
  for i = 1, #fs do s = s + fs[i](r) end
end
print(s)
--- locals changed by inlined closures and by the loop in turn
local function run(n)
  local c = 0
  local function inc(d) c = c + d return c end
  local function dec(d) c = c - d local r = inc(0) return r end
  local t = 0
  for i = 1, n do
    t = t + inc(i)
    c = c * 0.5
    t = t + dec(1)
    if i % 20 == 0 then
      local keep = c
      inc(100)
      t = t + keep
    end
  end
  return t, c
end
print(run(10))
print(run(100))
print(run(100))
--- locals changed by callbacks of built-in functions
local function sorter(n)
  local count = 0
  local t = {}
  for i = 1, n do t[i] = (i * 7) % n end
  local total = 0
  for r = 1, 30 do
    count = count + 1
    table.sort(t, function(a, b) count = count + 1 return a < b end)
    total = total + count
    local _ = ("abc"):gsub(".", function(c) total = total + #c end)
  end
  return count, total
end
print(sorter(10))
--- the loop variable outlives a break
local got = {}
for r = 1, 40 do
  for i = 1, 10 do
    local v = i * r
    got[r] = function() v = v + 1 return v end
    if v % 7 == 0 then break end
  end
end
local s = 0
for i = 1, #got do s = s + got[i]() + got[i]() end
print(s)
--- a callee's upvalue is in the frame above the loop's
local function acc(n)
  local total = 0
  local add = function(x) total = total + x end
  local function twice(x) add(x) add(x) end
  for i = 1, n do twice(i) end
  return total
end
local s = 0
for i = 1, 60 do s = s + acc(i % 9) end
print(s)
--- an upvalue of an upvalue that changes its type
local u = 1
local function outer()
  local function inner() u = type(u) == "number" and tostring(u) or tonumber(u) + 1 end
  inner()
  return u
end
for i = 1, 101 do outer() end
print(u, type(u))
--- a loop that ends by an upvalue
local flag, k = true, 0
local function stop() if k > 300 then flag = false end end
while flag do k = k + 1 stop() end
print(k)
--- many closures of one prototype at one call
local function adder(n) return function(x) return x + n end end
local adders = {}
for i = 1, 10 do adders[i] = adder(i) end
local s = 0
for i = 1, 500 do s = adders[i % 10 + 1](s) % 1000 end
print(s)
--- the condition of repeat captures
local n, q = 0, {}
repeat
  local z = n
  n = n + 1
  q[n] = function() return z end
until (function() return z end)() >= 60
local s = 0
for i = 1, #q do s = s + q[i]() end
print(s, #q)
--- a function replaces itself
local f
local calls = 0
f = function(x)
  calls = calls + 1
  if calls == 50 then f = function(y) return y * 2 end end
  return x
end
local s = 0
for i = 1, 100 do s = s + f(i) end
print(s, calls)
--- a closure in a recursive walk
local function walk(t, f)
  for i = 1, #t do
    if type(t[i]) == "table" then walk(t[i], f) else f(t[i]) end
  end
end
local tree = { 1, { 2, 3, { 4 } }, 5, { { 6 } } }
local s = 0
for i = 1, 50 do walk(tree, function(v) s = s + v * i end) end
print(s)
--- variables after an error left the loop that captured them
local captured
local function fail()
  local x = 0
  captured = function() return x end
  for i = 1, 100 do
    x = x + i
    if i == 99 then error("e") end
  end
end
print(pcall(fail))
print(captured())
