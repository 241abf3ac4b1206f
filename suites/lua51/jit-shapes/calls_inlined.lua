-- Hot calls: small functions, several levels, multiple results, arguments left out or added.
local function add(a, b) return a + b end
local function twice(x) return add(x, x) end
local function four(x) return twice(twice(x)) end
local s = 0
for i = 1, 1000 do s = s + four(i) end
print(s)
local function two(x) return x, x * 2 end
local function none() end
local function opt(a, b) return (a or 1) + (b or 10) end
local t = 0
for i = 1, 500 do
  local a, b, c = two(i)
  t = t + a + b + (c or 0) + opt() + opt(i) + opt(i, i) + opt(i, i, i) + opt(two(i))
  if none() then t = -1 end
end
print(t)
local function first(...) return (...) end
local function cnt(...) return select("#", ...) end
local u = 0
for i = 1, 500 do u = u + first(i, 2, 3) + cnt(i, i) + cnt() + cnt(two(i)) + first(two(i)) end
print(u)
local object = { n = 0 }
function object:bump(by) self.n = self.n + by return self end
for i = 1, 500 do object:bump(1):bump(i):bump(-i) end
print(object.n)
local fs = { math.floor, math.ceil, math.abs, function(x) return -x end }
local w = 0
for i = 1, 800 do w = w + fs[i % 4 + 1](i / 4 - 100) end
print(w)
local function rec(n) if n == 0 then return 0 end return 1 + rec(n - 1) end
local r = 0
for i = 1, 200 do r = r + rec(i % 20) end
print(r)
local function tail(n, acc) if n == 0 then return acc end return tail(n - 1, acc + n) end
for i = 1, 100 do r = r + tail(i, 0) end
print(r)
local function higher(f, x) return f(x) end
local h = 0
for i = 1, 600 do h = h + higher(i % 2 == 0 and twice or four, i) end
print(h)
local f = add
local k = 0
for i = 1, 600 do
  if i == 300 then f = function(a, b) return a - b end end
  k = f(k, i)
end
print(k)
local function swap(a, b) return b, a end
local p, q = 1, 2
for i = 1, 501 do p, q = swap(p, q) end
print(p, q)
local function early(x)
  if x % 3 == 0 then
    return "three"
  elseif x % 5 == 0 then
    return "five"
  end
end
local e = {}
for i = 1, 300 do local v = early(i) or "none" e[v] = (e[v] or 0) + 1 end
print(e.three, e.five, e.none)
