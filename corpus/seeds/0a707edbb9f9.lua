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
local x1 = 0.1
local x2 = - 2147483649
local x3 = (("line\n"):sub(2))
local x4 = nil
local t5 = {(x1 + 18), (4 + - 1), (x2 * x1), (true and x1 or x2)}
local r6 = {a = (x2 / 10), b = (t5[14] or 1), c = x2, d = x4}
local r7 = {a = (14 + 5), b = 9, c = ("-0" + 12)}
local p10 = {5, 6, 7, x = 1, y = 2}
local q11, n9 = p10, 0
local function f12()
  local u, w = 0, 1
  return function(x)
    u = u + x
    return u * 2 + w
  end, function(x)
    u = u - x
    w = x
    return u
  end
end
local f13, f14 = f12()
for i8 = 1, 58 do
  local a, c = i8 % 3 + 1, i8 * 1 % 3 + 1
  p10[a] = i8
  p10[2] = p10[a] + p10[2] % 99
  n9 = n9 + f13(i8) - f14(2) + f13(1)
  rawset(q11, 1, i8)
end
show(n9, p10[1], p10.x, q11[2])
local r17 = {a = 1, b = 255, [1] = 5}
local r18 = setmetatable({}, {__index = r17})
local r19 = setmetatable({}, {__index = r18, __newindex = function(t, k, v)
  rawset(t, k, v)
  r17.b = k
end})
local n16 = 0
for i15 = 1, 17 do
  n16 = n16 + N(r19[1]) - N(r18[1])
  r19.c = i15
  if i15 == 11 then
    r18.a = i15
  end
end
show(n16, r17.b, rawget(r19, "a"), N(r19[1]))
local s21, t22 = x3, {}
for i20 = 1, 40 do
  s21 = s21:reverse() .. i20 % 3;
  (function()
    s21 = s21:sub(- 30)
  end)()
  t22[s21] = N(t22[s21]) + 1
  t22[s21:sub(1, 2)] = i20
  if s21 > s21 then
    mix(#s21)
  end
  mix(s21:byte(i20 % 5))
  mix(tonumber(s21:sub(1, 1)))
  mix(s21:find("1", 1, true))
end
while true do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  show(s21, t22[s21], #s21)
  break
end
local function f24(n)
  local l0, l1, l2, l3, l4, l5 = - 3, - 3, 0.5, 1, - 3, - 3
  local l6, l7, l8, l9, l10, l11 = 1, - 3, 0.5, 0.5, - 3, 0.5
  local l12, l13, l14, l15, l16, l17 = - 3, 1, 0.5, - 3, 1, 0.5
  local l18, l19, l20, l21, l22, l23 = 1, - 3, 1, - 3, 1, 1
  local l24 = 0.5
  for i23 = 1, n do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    l19 = i23
    l1 = l0 ^ 2 % 1000000
    l4 = math.sqrt(l5)
    l4 = l18 / 3
    l20 = math.floor(l17)
    l20 = l21 ^ 2 % 1000000
    l8 = l17 + i23
    l1 = l12 % 7
    l6 = math.max(l21, l12)
    l6 = math.floor(l12)
    l6 = math.sqrt(l15)
    l20 = l11 ^ 2 % 1000000
    if l21 > l14 then
      l21 = i23
    end
    l12, l0 = l0, l12
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11), S(l12), S(l13), S(l14), S(l15), S(l16), S(l17), S(l18), S(l19), S(l20), S(l21), S(l22), S(l23), S(l24)}, ":")
end
show(f24(47))
G28 = (1 - n9)
local e27 = setmetatable({}, {__index = _G})
local function f26(n)
  local s = 0
  for i25 = 1, n do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    s = s + N(G28) + i25
    if i25 == 26 then
      G28 = nil
    end
    if i25 % 9 == 0 then
      G28 = N(G28) + 1
    end
  end
  return s
end
show(f26(60), f26(3), G28, rawget(e27, "G28"))
G28 = nil
local m32, m33 = {}, {}
m32.__lt = function(l, r)
  return l.v < r.v
end
m32.__eq = function(l, r)
  return l.v == r.v
end
m33.__concat = function(l, r)
  return "w" .. S(type(r))
end
m33.__eq = function()
  return true
end
local k34, n30, s31 = setmetatable({v = 7}, m32), 0, ""
for i29 = 1, 57 do
  local o = setmetatable({v = i29 % 8}, m32)
  if getmetatable(o) == m32 and k34 < o then
    n30 = n30 + i29
  end
  local v = setmetatable({}, m33)
  s31 = pcall(function()
    return "x" .. v .. "y"
  end) and "x" .. v .. "y" or s31
end
show(n30, s31)
show(n30, s21, n16, n9, x4, x3, x2, x1)
show("sum", sum)
local function last(x)
  error(" 7 ", 2)
end
last(1)
