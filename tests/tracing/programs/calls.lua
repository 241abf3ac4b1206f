--- side exits in inlined calls return through their callers
local function inner(i)
  if i % 3 == 0 then return i * 2 elseif i % 5 == 0 then return -i end
  return i
end
local function mid(i)
  local a = inner(i)
  if a < 0 then a = a - 1 end
  return a + 1, i
end
local function outer(i)
  local x, y = mid(i)
  if y % 7 == 0 then return x end
  return x + y
end
local s = 0
for i = 1, 400 do s = s + outer(i) end
print(s)
--- loops in inlined functions
local function loop3(n) local t = 0 for i = 1, n do t = t + i end return t end
local function loop2(n) local t = 0 for i = 1, n do t = t + loop3(i) end return t end
local function loop1(n) local t = 0 for i = 1, n do t = t + loop2(i) end return t end
local s = 0
for i = 1, 12 do s = s + loop1(i) end
print(s)
--- a search returns out of its loop
local function find(t, v)
  for i = 1, #t do
    if t[i] == v then return i end
  end
  return nil
end
local list = {}
for i = 1, 20 do list[i] = i * 3 end
local s = 0
for i = 1, 100 do
  local p = find(list, i)
  if p then s = s + p else s = s + 0.25 end
end
print(s)
--- as many results as the caller wants
local function multi(i)
  if i % 4 == 0 then return elseif i % 4 == 1 then return 1 elseif i % 4 == 2 then return 1, 2 end
  return 1, 2, 3
end
local n1, n2, n3, n4 = 0, 0, 0, 0
for i = 1, 200 do
  local a, b, c, d = multi(i)
  if a then n1 = n1 + a end
  if b then n2 = n2 + b end
  if c then n3 = n3 + c end
  if d then n4 = n4 + 1 end
end
print(n1, n2, n3, n4)
--- open results and arguments
local function g(i)
  if i % 7 == 0 then return i, "x" elseif i % 5 == 0 then return i, i, i end
  return i, 2
end
local function f(a, b, c) return type(b) == "string" and 1 or a + b + (c or 0) end
local fns = { f, function(a, b) return #tostring(b) end }
local s = 0
for i = 1, 300 do
  local h = fns[i % 11 == 0 and 2 or 1]
  s = s + h(g(i)) + math.max(math.abs(-i), i) + math.max(math.floor(i / 2))
end
local function r(i) return math.floor(i / 3), g(i) end
for i = 1, 100 do
  local a, b, c = r(i)
  s = s + a + b + (type(c) == "number" and c or 0)
end
print(s)
--- recursion, plain and mutual
local even, odd
function even(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return even(n - 1) end
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
local function ack(m, n)
  if m == 0 then return n + 1 elseif n == 0 then return ack(m - 1, 1) end
  return ack(m - 1, ack(m, n - 1))
end
print(even(60), odd(37), fib(13), ack(2, 3))
local s = 0
for i = 1, 30 do s = s + fib(i % 8) end
print(s)
--- recursion in loops in recursion
local function tree(d)
  local n = 0
  for i = 1, 3 do
    if d > 0 then n = n + tree(d - 1) else n = n + 1 end
  end
  return n
end
print(tree(5))
--- methods, inherited and replaced on the way
local O = {}
O.__index = O
function O.new(v) return setmetatable({ v = v }, O) end
function O:add(n) self.v = self.v + n return self end
function O:get() return self.v end
local D = setmetatable({}, { __index = O })
D.__index = D
function D:add(n) O.add(self, n * 2) return self end
local objects = { O.new(0), setmetatable({ v = 0 }, D), O.new(100) }
for k = 1, 300 do objects[k % 3 + 1]:add(k):add(1) end
local s = 0
for k = 1, 3 do s = s + objects[k]:get() end
print(s)
function O:add(n) self.v = self.v - n return self end
for k = 1, 60 do
  objects[1]:add(k)
  if k == 30 then O.get = function() return -1 end end
  s = s + objects[1]:get()
end
print(s)
--- twenty-five calls deep
local fs = { [0] = function(x) return x + 1 end }
for i = 1, 25 do
  fs[i] = loadstring([[local prev = ...
    return function(x)
      local a, b, c = x, x, x
      if x % 97 == ]] .. i .. [[ then return a - b + x * 2 end
      local r = prev(x + 1)
      return r + a - c
    end]])(fs[i - 1])
end
local s = 0
for i = 1, 120 do s = (s + fs[25](i)) % 10007 end
for i = 1, 120 do s = (s + fs[10](i)) % 10007 end
print(s)
--- frames that fill the stack's guaranteed room
local names = {}
for i = 1, 180 do names[i] = "v" .. i end
local wide = loadstring("local g = ... return function(x) local " .. table.concat(names, ",")
  .. " = x, x v180 = x + 1 local r = g and g(v180) or v2 return r + v1 + v180 end")
local w1 = wide(nil)
local w4 = wide(wide(wide(w1)))
local s = 0
for i = 1, 60 do s = s + w4(i) + w1(i) end
print(s)
--- the stack moves under inlined frames
local function grow(n) if n == 0 then return 0 end return 1 + grow(n - 1) end
local function mover()
  local x = 0
  local function add(k) x = x + k end
  for i = 1, 40 do
    add(i)
    pcall(grow, i * 10)
    add(1)
  end
  return x
end
print(mover())
local co = coroutine.wrap(function() for r = 1, 3 do coroutine.yield(mover()) end end)
print(co(), co(), co())
--- variable arguments around compiled loops
local function sum(...)
  local s = 0
  for i = 1, select("#", ...) do s = s + (select(i, ...)) end
  return s
end
local function pass(...) return ... end
local t = 0
for i = 1, 60 do
  t = t + sum(i, i + 1, i + 2) + pass(i, 2) + select(2, pass(i, 3))
  local a, b = pass(i)
  if b == nil then t = t + a end
end
print(t)
print((function(...)
  local s = 0
  for i = 1, 100 do s = s + i end
  local a, b = ...
  return s * a + b
end)(3, 4))
--- functions that are called with too few and too many arguments
local function f(a, b, c) return (a or 1) + (b or 10) + (c or 100) end
local s = 0
for i = 1, 100 do s = s + f() + f(i) + f(i, i) + f(i, i, i) + f(i, i, i, i, i) + f(nil, nil, i) end
print(s)
--- environments change under a function
local function f(i) return x + i end
local first, second = { x = 1 }, { x = 100 }
setfenv(f, first)
local s = 0
for i = 1, 100 do
  if i == 50 then setfenv(f, second) end
  s = s + f(i)
end
local function make() return function() return y end end
local fs = {}
for i = 1, 20 do
  fs[i] = make()
  setfenv(fs[i], { y = i })
end
for r = 1, 5 do
  for i = 1, 20 do s = s + fs[i]() end
end
print(s)
--- tail calls in inlined functions
local function last(a, b, c) return c, b, a end
local function swap(a, b) return last(b, a) end
local function pick(x, ...) if x > 50 then return swap(x, 1) end return last(...) end
local s, t = 0, 0
for i = 1, 100 do
  local a, b, c = pick(i, i, 2, 3)
  s = s + (a or 5) + b + (c or 7)
  t = t + #{pick(i, 1)}
end
print(s, t)
--- tail calls without end
local function count(n, acc) if n == 0 then return acc end return count(n - 1, acc + n) end
local even, odd
function even(n) if n == 0 then return "even" end return odd(n - 1) end
function odd(n) if n == 0 then return "odd" end return even(n - 1) end
print(count(30000, 0), even(3001), odd(3001))
local depth = {}
local function closing(n)
  local x = n
  depth[#depth + 1] = function() x = x + 1 return x end
  if n == 0 then return x end
  return closing(n - 1)
end
for i = 1, 20 do closing(5) end
local s = 0
for i = 1, #depth do s = s + depth[i]() + depth[i]() end
print(s)
--- extra arguments, few and many
local function count(...) return select("#", ...) end
local function second(a, ...) local b, c = ... return b, c, a end
local function pass(...) return count(...), ... end
local function table_of(...) local t = {...} return #t + count(nil, ...) end
local s = 0
for i = 1, 100 do
  local n, x, y = pass(i, nil, i + 1)
  local b, c, a = second(i, i * 2)
  s = s + n + x + (y or 1) + (b or 0) + (c or 3) + a + table_of(1, i, 3) + table_of()
end
print(s)
local function loop(...)
  local s = 0
  for i = 1, 40 do
    local a, b = ...
    s = s + (a or 10) + (b or 100) + select("#", ...)
  end
  return s
end
print(loop(), loop(1), loop(1, 2), loop(nil, 2, 3), loop(1, nil, nil))
local function sum(first, ...) if not first then return 0 end return first + sum(...) end
local s = 0
for i = 1, 30 do s = s + sum(1, 2, 3, i) + sum() end
print(s)
--- the old table of extra arguments
local function old(...) local s = arg.n for i = 1, arg.n do s = s + arg[i] end return s end
local s = 0
for i = 1, 50 do s = s + old(i, i) + old() end
print(s)
--- built-in functions that give any number of results
local function pack(...) return {n = select("#", ...), ...} end
local t, s = {}, 0
for i = 1, 60 do
  local p = pack(unpack(t, 1, i % 5))
  s = s + p.n + (p[1] or 0)
  t[i] = i
  s = s + select("#", string.byte("abcdef", 2, i % 7)) + #pack(("x=1"):find("(%a)=(%d)"))
  local q = pack(pcall(select, i % 3 + 1, "a", "b", "c"))
  s = s + q.n + #q[2]
end
print(s)
local function deep(n) if n == 0 then return pcall(unpack, t, 1, 3) end return deep(n - 1) end
for i = 1, 30 do s = s + select("#", deep(i % 4)) end
print(s)
--- extra arguments that stay on the stack
local function inner(a, b, ...) return select("#", ...), a, b, ... end
local function outer(x, ...) return inner(x, x, ...) end
local s = 0
for i = 1, 60 do
  local c, a, b, d = outer(i, unpack({ 1, 2, 3 }, 1, i % 4))
  s = s + c + a + b + (d or 100)
end
print(s)
--- built-in functions recorded as operations
local s, text = 0, "the quick brown fox"
local names = {}
for i = -25, 60 do
  local c = text:sub(i, i + 3)
  s = s + #c + (text:byte(i) or 1000) + string.len(text:sub(i))
  names[type(i) .. type(c) .. type(nil) .. type(names) .. type(print)] = i
  s = s + tonumber("0x" .. i % 10) + (tonumber(c) or 1) + tonumber(i)
  table.insert(names, c)
  s = s + #names + select("#", i, i, nil)
end
print(s, #names, next(names) ~= nil, table.concat(names, "|"))
local out = {}
for i = 1, 40 do
  local v = i % 4 == 0 and "7" or i % 4 == 1 and i or i % 4 == 2 and {} or nil
  out[#out + 1] = type(v) .. tostring(tonumber(v)) .. tostring(pcall(string.sub, v, 1))
end
print(table.concat(out, " "))
print(pcall(function() for i = 1, 30 do table.insert(names, i, i, i > 25 and i or nil) end end))
--- loops in functions with extra arguments return to their callers
local function sum(...) local s = 0 for i = 1, select("#", ...) do s = s + (select(i, ...)) end return s end
local t, c = 0, 0
for i = 1, 60 do t = t + sum(i, 2, 3, 4, 5) end
for i = 1, 60 do t = t + sum(i, i) + sum() + (i % 3 == 0 and sum(i, 1) or sum(i, 1, 2)) end
local function find(x, ...)
  local n = select("#", ...)
  for i = 1, n do if (select(i, ...)) == x then return i, x, n end end
end
for i = 1, 60 do local a, b, d = find(i % 7, 1, 2, 3, 4, 5) c = c + (a or 10) + (b or 20) + (d or 30) end
local function each(f, ...) local r = {} for i = 1, select("#", ...) do r[i] = f((select(i, ...))) end return unpack(r) end
for i = 1, 60 do local a, b, d = each(function(x) return x * i end, 1, 2, 3) c = c + a + b + d end
local function tail(...) local s = 0 for i = 1, 3 do s = s + i end return select("#", ...) + s, ... end
for i = 1, 60 do c = c + select("#", tail(i, i, tail(i))) + (tail(i, 2)) end
print(t, c)
