--- pcall in hot loops
local function f(i)
  if i % 10 == 0 then error("boom " .. i)
  elseif i % 10 == 5 then error({ code = i })
  elseif i % 10 == 7 then local x = nil; return x.field end
  return i
end
local s, messages = 0, {}
for i = 1, 100 do
  local ok, e = pcall(f, i)
  if ok then s = s + e elseif type(e) == "table" then s = s + e.code
  else messages[#messages + 1] = e end
end
print(s, #messages, messages[1], messages[2])
local x = 0
for i = 1, 100 do
  pcall(function()
    x = x + 1
    if i % 2 == 0 then error() end
    x = x + 10
  end)
  x = x + 0.5
end
print(x)
--- levels of error positions
local function level(n)
  if n == 0 then error("deep", 2) end
  level(n - 1)
end
for i = 1, 60 do
  local ok, e = pcall(level, i % 5)
  if i > 55 then print(e) end
end
local function nest(d)
  if d == 0 then error("bottom") end
  local ok, e = pcall(nest, d - 1)
  error(e, 0)
end
for i = 1, 60 do
  local ok, e = pcall(nest, i % 6)
  if i > 58 then print(e) end
end
--- names in the messages of compiled code
local function attempt(f) print(select(2, pcall(f))) end
attempt(function()
  local t = {}
  for j = 1, 100 do t[j] = j end
  for j = 1, 200 do t.x = t[j] + 1 end
end)
attempt(function()
  for j = 1, 100 do
    local v = j < 90 and 1 or "z"
    if v < 2 then v = 1 end
  end
end)
attempt(function()
  local g = { f = function() end }
  for j = 1, 100 do
    if j == 66 then g.f = nil end
    g.f()
  end
end)
attempt(function()
  local up = 1
  local function z() up = up + 1 if up > 70 then up = nil end end
  for j = 1, 100 do z() end
end)
attempt(function() for j = 1, 100 do missing = j > 80 and nowhere.x or j end end)
attempt(function() for j = 1, 100 do local q = #(j < 50 and "s" or j) end end)
attempt(function() for j = 1, 100 do local q = math.floor(j < 50 and j or "s") end end)
attempt(function() for j = 1, 100 do local q = -(j < 50 and j or {}) end end)
attempt(function() for j = 1, 100 do for k = 1, j < 50 and 1 or "x" do end end end)
attempt(function() for j = 1, 100 do string.rep() end end)
attempt(function()
  local o = { m = {} }
  function o.m.f(self, v) if v == 66 then local z = self.nope.x end return v end
  for i = 1, 100 do o.m:f(i) end
end)
--- tracebacks from inlined functions
local function c3(i)
  if i % 60 == 0 then print((debug.traceback("m"):match("^(.-main chunk)"))) end
  local info = debug.getinfo(2, "nl")
  return info.currentline, info.name
end
local function c2(i)
  local a, b = c3(i)
  return a, b
end
local function c1(i)
  local l, n = c2(i) return l, n
end
for i = 1, 120 do
  local l, n = c1(i)
  if i % 60 == 0 then print(l, n) end
end
local mt = setmetatable({}, {
  __index = function(t, k)
    if k % 50 == 0 then print((debug.traceback():match("^(.-main chunk)"))) end
    return k
  end,
})
local s = 0
for i = 1, 100 do s = s + mt[i] end
local function it(st, c)
  c = c + 1
  if c == 55 then print((debug.traceback("it"):match("^(.-main chunk)"))) end
  if c <= st then return c, c * 2 end
end
for k, v in it, 60, 0 do s = s + v end
print(s)
--- xpcall's handler sees the frames of the error
local function h(e) return debug.traceback("H:" .. tostring(e)):match("^(.-xpcall)") end
local function work(n)
  local acc = 0
  for i = 1, n do
    local function inner(k)
      if k == 90 then local t = nil; t() end
      return k
    end
    acc = acc + inner(i)
  end
  return acc
end
print(xpcall(function() local r = work(100) return r end, h))
for i = 1, 100 do
  local ok, e = xpcall(function() local y = nil + i end, function(m) return m .. "!" .. i end)
  if i == 100 then print(e) end
end
--- locals of frames below compiled code
local s = 0
local function look(i)
  local a, b = i, "x" .. i
  if i == 70 then
    local n1, v1 = debug.getlocal(1, 2)
    local n2, v2 = debug.getlocal(2, 1)
    print(n1, v1, n2, v2)
  end
  return a
end
local function caller()
  local mine = 0
  for q = 1, 80 do mine = mine + look(q) end
  return mine
end
print(caller())
--- what pcall and its kind pass on
local s = 0
for i = 1, 60 do
  local a, b, c = pcall(pcall, error, i)
  if not a or b or tonumber(c) ~= i then print("bad", a, b, c) end
  local ok, e = pcall(assert, i % 2 == 0 and i or nil, "am" .. i)
  s = s + (ok and e or #e)
  local ok2, e2 = pcall(nil)
  s = s + #e2
  local g, e3 = loadstring(i % 2 == 0 and "return " .. i or "return +")
  s = s + (g and g() or #e3)
  local t = setmetatable({}, {
    __tostring = function() if i % 5 == 0 then error("ts") end return "T" .. i end,
  })
  local ok4, e4 = pcall(tostring, t)
  s = s + #e4
end
print(s)
--- nested calls in C are limited as in PUC
local function deep(n)
  if n == 0 then return 0 end
  local ok, v = pcall(deep, n - 1)
  return v
end
for r = 1, 3 do
  for n = 185, 205 do io.write(tostring(deep(n)), " ") end
  print()
end
local mt = {}
mt.__index = function(t, k)
  if k == 0 then return 0 end
  return setmetatable({}, mt)[k - 1] + 1
end
for n = 150, 205, 5 do
  print(pcall(function() return setmetatable({}, mt)[n] end))
end
--- the stack overflows at PUC's depth, also under fragments
local depth
local function plain() depth = depth + 1 return 1 + plain() end
local function loops(n)
  depth = depth + 1
  local s = 0
  for i = 1, 2 do s = s + loops(n + 1) end
  return s
end
for i = 1, 100 do depth = i end
coroutine.wrap(function()
  for r = 1, 2 do
    depth = 0
    print(pcall(plain))
    print(depth)
    depth = 0
    print(pcall(loops, 1))
    print(depth)
  end
end)()
