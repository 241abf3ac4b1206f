--- every event of arithmetic and comparison
local V = {}
V.__index = V
local function new(x) return setmetatable({ x = x }, V) end
V.__add = function(a, b) return new(a.x + b.x) end
V.__eq = function(a, b) return a.x == b.x end
V.__lt = function(a, b) return a.x < b.x end
V.__le = function(a, b) return a.x <= b.x end
V.__concat = function(a, b)
  return (type(a) == "table" and a.x or a) .. "|" .. (type(b) == "table" and b.x or b)
end
V.__unm = function(a) return new(-a.x) end
V.__call = function(self, n) return self.x + n end
V.__len = function() return 99 end
function V:get() return self.x end
local s = 0
local acc = new(0)
for i = 1, 100 do
  acc = acc + new(i)
  if acc == new(i) then s = s + 1 end
  if new(i) < acc then s = s + 2 end
  if acc <= new(i) then s = s + 3 end
  s = s + acc(i) + (-acc).x + #acc + acc:get()
  local str = acc .. "a" .. i .. new(i) .. 1
  s = s + #str
end
print(s, acc.x)
--- a chain of tables and functions, changed on the way
local base = { a = 1 }
local mid = setmetatable({}, { __index = base })
local o = setmetatable({}, { __index = mid })
local t = 0
for i = 1, 300 do
  t = t + o.a
  if i == 100 then base.a = 10 end
  if i == 150 then mid.a = 100 end
  if i == 200 then
    mid.a = nil
    getmetatable(o).__index = function(tt, k) return k == "a" and 7 or nil end
  end
  if i == 220 then o.a = 3 end
  if i == 240 then o.a = nil end
  if i == 260 then
    setmetatable(o, nil)
    o.a = 2
  end
end
print(t)
--- __newindex, function and table
local log = {}
local p = setmetatable({}, {
  __newindex = function(tt, k, v)
    rawset(tt, k, v)
    log[#log + 1] = k
  end,
})
for i = 1, 100 do
  p[i] = i
  p["k" .. (i % 3)] = i
  p[i] = i * 2
end
print(#log, p[100], p.k0)
local base = {}
local proxy = setmetatable({}, { __newindex = base })
for i = 1, 100 do
  proxy.z = i
  proxy[i] = i
end
print(rawget(proxy, "z"), base.z, base[100])
--- a method appears that was known to be absent
local mt = {}
local q = setmetatable({}, mt)
local n = 0
for i = 1, 200 do
  n = n + (q.missing or 1)
  if i == 80 then mt.__index = { missing = 5 } end
  if i == 120 then mt.__index = function() return 9 end end
  if i == 160 then mt.__index = nil end
  q.fresh = i
  q.fresh = nil
  if i == 170 then mt.__newindex = function(a, k, v) n = n + 1000 end end
end
print(n)
--- methods are stored in metatables by compiled code
local mts, objects = {}, {}
for i = 1, 60 do
  mts[i] = {}
  objects[i] = setmetatable({}, mts[i])
end
local z = 0
for r = 1, 3 do
  for i = 1, 60 do z = z + (objects[i].v or 0) end
  for i = 1, 60 do mts[i].__index = { v = r * i } end
end
print(z)
--- __eq appears
local a, b = setmetatable({}, {}), setmetatable({}, {})
local c = 0
for i = 1, 100 do
  if a == b then c = c + 1 end
  if i == 50 then
    local f = function() return true end
    getmetatable(a).__eq = f
    getmetatable(b).__eq = f
  end
end
print(c)
--- an __index function with a loop inside
local h = setmetatable({}, {
  __index = function(t, k)
    local s = 0
    for j = 1, k do s = s + j end
    return s
  end,
})
local u = 0
for i = 1, 100 do u = u + h[i] end
print(u)
--- __index functions that call each other and fail
local deep = setmetatable({}, {
  __index = function(t, k)
    if k == 0 then return 0 end
    return t[k - 1] + 1
  end,
})
local s = 0
for i = 1, 100 do s = s + deep[i % 20] end
print(s)
local fragile = setmetatable({}, {
  __index = function(t, k)
    if k % 10 == 0 then error("key " .. k) end
    return k
  end,
})
local errors = 0
for i = 1, 100 do
  local ok, e = pcall(function() return fragile[i] end)
  errors = errors + (ok and 0 or #e)
end
print(errors)
--- strings' metatable
local s, n = "abc", 0
for i = 1, 200 do
  if i == 100 then
    debug.setmetatable("", { __index = function(str, k) return function() return 1000 end end })
  end
  n = n + s:len()
  if i == 150 then debug.setmetatable("", { __index = string }) end
end
print(n)
string.extra = 5
for i = 1, 60 do
  if i == 40 then string.extra = 50 end
  n = n + s.extra
end
print(n)
print(pcall(function()
  for i = 1, 100 do
    if i == 90 then s.foo = 1 end
  end
end))
--- values that can be called
local callable = setmetatable({}, { __call = function(self, a, b) return a * b end })
local u = 0
for i = 1, 100 do u = u + callable(i, 2) end
print(u)
--- arithmetic of objects in a loop
local V = {}
V.__index = V
local function new(x, y) return setmetatable({x = x, y = y}, V) end
function V.__add(a, b) return new(a.x + b.x, a.y + b.y) end
function V.__mul(a, b)
  if type(a) == "number" then return new(a * b.x, a * b.y) end
  if type(b) == "number" then return new(a.x * b, a.y * b) end
  return a.x * b.x + a.y * b.y
end
function V.__unm(a) return new(-a.x, -a.y) end
function V.__lt(a, b) return a.x < b.x end
function V.__le(a, b) return a.x <= b.x end
function V.__eq(a, b) return a.x == b.x and a.y == b.y end
function V.__call(self, n, m) return self.x + n, m end
function V.__concat(a, b) return "V" end
local p, hits = new(0, 0), 0
for i = 1, 120 do
  p = p + 2 * new(i, 1) * 0.5 + -new(1, i)
  if p < new(100, 0) then hits = hits + 1 end
  if p >= new(50, 0) then hits = hits + 1 end
  if p == new(i, i) or p ~= p then hits = hits + 100 end
  local n, m = p(i, "m")
  hits = hits + n * 0.25 + #m
end
print(p.x, p.y, hits, p * p)
--- comparisons by __lt alone, and of tables without methods
local L = setmetatable({}, {__index = function(t, k) return k end})
local M = {__lt = function(a, b) return a[1] < b[1] end}
local function m(x) return setmetatable({x}, M) end
local n = 0
for i = 1, 80 do
  if m(i) <= m(40) then n = n + 1 end
  if m(i) > m(20) then n = n + 1 end
  if m(i) == m(i) then n = n + 1000 end
  n = n + L[i]
end
print(n, pcall(function() return {} < {} end))
print(pcall(function() return m(1) < {} end))
--- strings as numbers in a loop
local s = 0
for i = 1, 100 do s = s + "10" * i - "0x10" / "2" + -"3" end
print(s, pcall(function() for i = 1, 20 do s = s + (i == 15 and "x" or "1") end end))
--- numbers get a metatable
local mt = {__add = function(a, b) return 7 end}
local s = 0
local t = setmetatable({}, {__add = function(a, b) return 1 end})
for i = 1, 60 do
  if i == 40 then debug.setmetatable(1, mt) end
  s = s + (i + t)
end
debug.setmetatable(1, nil)
print(s)
--- a metatable for each object
local Class = {}
local function object(i) return setmetatable({ n = i }, { __index = Class }) end
function Class:get() return self.n end
local objects, s = {}, 0
for i = 1, 30 do objects[i] = object(i) end
for round = 1, 20 do
  for i = 1, 30 do
    s = s + objects[i]:get() + (objects[i].extra or 1)
    if round == 9 and i == 14 then Class.extra = 3 end
    if round == 12 then getmetatable(objects[i]).__newindex = function(t, k, v) rawset(t, k, v + 1) end end
    if round == 13 then objects[i].fresh = i end
    if round == 15 and i % 5 == 0 then getmetatable(objects[i]).__index = { get = function() return 7 end } end
    if round == 17 and i % 7 == 0 then setmetatable(objects[i], nil) objects[i].get = function(o) return o.fresh end end
    if round == 18 and i % 11 == 0 then getmetatable(objects[i]).__index = function(t, k) return k == "get" and Class.get or 5 end end
  end
end
print(s, objects[3].fresh)
--- objects that inherit from objects
local function derive(parent, i) return setmetatable({ i = i }, { __index = parent }) end
local root = { depth = function(self) local n = 0 local p = self while p do n = n + 1 local m = getmetatable(p) p = m and m.__index end return n end, k = 1 }
local all = { root }
for i = 2, 40 do all[i] = derive(all[i - i % 4], i) if i % 4 == 0 then all[i].k = i end end
local s = 0
for round = 1, 6 do
  for i = 2, 40 do s = s + all[i]:depth() * all[i].k end
end
print(s)
--- constructors whose values interrupt them
local seen = {}
local function value(i) if i == 17 then error("late") end if i % 10 == 0 then collectgarbage() end return i end
for i = 1, 40 do
  local ok, t = pcall(function() return { a = i, b = value(i), c = i % 3 == 0 and i or nil, d = { e = value(i) } } end)
  if ok then for k, v in pairs(t) do seen[#seen + 1] = k .. (type(v) == "table" and v.e or v) end else seen[#seen + 1] = t:match("late") end
end
print(#seen, table.concat(seen, " ", 40, 60))
local function shape(i) local t = { one = i, two = i, one = i + 1, [i] = 5, three = i } t.four = t.one t.two = nil return t end
local n = 0
for i = 1, 60 do local t = shape(i) for k, v in pairs(t) do n = (n * 7 + v + #tostring(k)) % 1000003 end end
print(n)
