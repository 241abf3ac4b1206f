local _fuel = 6000
local function S(v)
  if type(v) == "number" then
    return v ~= v and "nan" or tostring(v)
  end
  if type(v) == "string" then
    return v
  end
  if v == nil or type(v) == "boolean" then
    return tostring(v)
  end
  return type(v)
end
local function N(v)
  if type(v) == "number" then
    return v
  end
  if type(v) == "string" then
    return tonumber(v) or #v
  end
  return v and 1 or 0
end
local function show(...)
  local out = {}
  for k = 1, select("#", ...) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    out[k] = S((select(k, ...)))
  end
  io.write(table.concat(out, " "), "\n")
end
local calls, sum = 0, 0
local function every(n, ...)
  calls = calls + 1
  if calls % n == 0 then
    show(...)
  end
end
local function mix(v)
  if type(v) == "number" then
    if v > - 1000000000000000.0 and v < 1000000000000000.0 then
      sum = (sum * 31 + v) % 1000003
    else
      sum = (sum + 7) % 1000003
    end
  elseif type(v) == "string" then
    sum = (sum * 31 + #v) % 1000003
  elseif v then
    sum = (sum * 3 + 1) % 1000003
  end
end
local x1 = N(nil)
local x2 = x1
local x3 = "hello"
local x4 = nil
local t5 = {9007199254740992.0, 7, 8, (8 / x2)}
local r6 = {a = (t5[15] or 4), b = - 2.5, c = x1}
local m10, m11 = {}, {}
m10.__lt = function(l, r)
  return l.v < r.v
end
m10.__le = function(l, r)
  return l.v <= r.v
end
m10.__eq = function(l, r)
  return l.v == r.v
end
m10.__concat = function(l, r)
  return "m" .. S(type(l)) .. S(type(r))
end
m11.__concat = function(l, r)
  return "w" .. S(type(r))
end
m11.__eq = function()
  return true
end
local k12, n8, s9 = setmetatable({v = 5}, m10), 0, ""
for i7 = 1, 35 do
  local o = setmetatable({v = i7 % 8}, m10)
  if k12 == o then
    n8 = n8 + 100
  end
  if getmetatable(o) == m10 and k12 > o then
    n8 = n8 + i7
  end
end
show(n8, s9)
local co15 = coroutine.create(function(a, ...)
  for k = 1, 41 do
    a = N(a) + N((coroutine.yield(k, a, k * 2)))
  end
  return
end)
local n14 = 0
for i13 = 1, 40 do
  local b16, v17, more = coroutine.resume(co15, i13)
  n14 = n14 + N(v17) + N(more)
  if not b16 then
    mix(type(v17))
  end
end
show(n14, coroutine.status(co15))
local function f19(x, k)
  local gone
  if k == 58 then
    x = ("s"):nothing()
  end
  return N(x) * 1
end
local function f20(x, k)
  return f19(x, k)
end
local b21, v22 = xpcall(function()
  local s = x1
  for i18 = 1, 60 do
    s = f20(s, i18) % 1009
  end
  return s
end, S)
show(b21, v22)
r6.c = 1
do
  local _n0, _n1 = "a" .. -1, 4294967296 * 2
end
local co25 = coroutine.create(function(a, ...)
  for k = 1, 5 do
    a = N(a) + N((coroutine.yield(k, a, k * 2)))
  end
  error(" 0x10 ")
end)
local n24 = 0
for i23 = 1, 40 do
  local b26, v27, more = coroutine.resume(co25, i23)
  n24 = n24 + N(v27) + N(more)
  if not b26 then
    mix(type(v27))
  end
end
show(n24, coroutine.status(co25))
local n30 = 0
for i28 = 1, 4 do
  for i29 = 1, i28 do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    n30 = n30 + i28 - i29
    for i31, n32 in pairs(t5) do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      mix(i31)
      every(42, i31, n32)
    end
    x3 = ((x3):gsub("a", "bc"))
  end
end
if nil then
  do
    local _turn58 = 0
    for r = 1, 50 do
      _turn58 = _turn58 + 1
      if _turn58 == 9 then
        s = 0.5
      end
      for k, v in pairs(t) do
        _fuel = _fuel - 1
        if _fuel < 0 then
          break
        end
        s = s + v
        if v == r then
          break
        end
      end
    end
  end
end
show(n30)
show(n30, n24, b21, n14, n8, x4, x3, x2, x1)
show("sum", sum)
