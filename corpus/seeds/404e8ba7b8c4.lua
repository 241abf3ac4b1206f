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
local x1 = 2.2250738585072014e-308
local x2 = 16
local x3 = (("1e2" .. ""):sub(1, 24))
local x4 = nil
local t5 = {(0 % 18), (x1 + 1000000000000000.0), 13, 2147483647, nil}
local r6 = {a = N(nil), b = 1e+100, c = x2}
local l8, n10 = {1, nil, 1000000000000000.0, 1000000000000000.0, "a", true}, 0
for i7 = 1, 60 do
  local v9 = l8[i7 % 6 + 1]
  if not v9 then
    n10 = n10 - 12
    do
      x2 = x2 + math.floor(n10)
    end
  elseif v9 ~= l8[i7 % 2 + 1] then
    while true do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      n10 = n10 + 2
      break
    end
    r6.a = ((t5[i7] or i7) + - 1e+308)
  end
end
if #"x" < 1 then
  for i7 = 0, 71 do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    local x, y = e8[i7 % 6 + 1], e8[i7 * 3 % 6 + 1]
    if x == y then
      n10 = n10 + i7
    else
      n10 = n10 - 1
    end
    if not (x ~= y) then
      n11 = n11 + i7
    else
      n11 = n11 - 1
    end
    if not (x >= y) then
      n12 = n12 + i7
    else
      n12 = n12 - 1
    end
  end
end
show(n10)
r6.b = r6.b
local function f12(n)
  local l0, l1, l2, l3, l4, l5 = - 3, 0.5, - 3, - 3, 0.5, 1
  local l6, l7, l8, l9, l10, l11 = 0.5, 1, 1, 0.5, - 3, 0.5
  local l12 = - 3
  for i11 = 1, n do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    l3 = l1 % 7
    l0 = l7 * l7 % 11
    l6 = - l10
    l10 = l0 % 7
    l4 = l6 / 3
    l5 = l0 % 7
    l4 = math.sqrt(l8)
    l5 = l10 + i11
    l7 = math.max(l3, l2)
    l11 = l9 % l2
    l0 = l0 / 3
    l4 = l4 % 7;
    (function()
      l7 = l8 % 7
    end)()
    if l7 < l2 then
      l7 = i11
    end
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11), S(l12)}, ":")
end
show(f12(60))
local s14, t15 = x3, {}
for i13 = 1, 40 do
  s14 = s14 .. i13
  s14 = s14:sub(- 30)
  t15[s14] = N(t15[s14]) + 1
  t15[s14:sub(1, 2)] = i13
  if s14 > x3 then
    mix(#s14)
  end
  mix(s14:byte(i13 % 5))
  mix(tonumber(s14:sub(1, 1)))
  mix(s14:find("nil", 1, true))
end
show(s14, t15[s14], #s14)
local p18 = {5, 6, 7, x = 1, y = 2}
local q19, n17 = {8, 9, 10, x = 3, y = 4}, 0
local function f20()
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
local f21, f22 = f20()
f22 = f20()
do
  local _turn31 = 0
  for i16 = 1, 18 do
    _turn31 = _turn31 + 1
    if _turn31 == 5 then
      n17 = 2147483648
    end
    local a, c = i16 % 3 + 1, i16 * 4 % 3 + 1
    n17 = n17 + p18[2] - p18[c]
    n17 = n17 + f21(i16) - f22(2) + f21(1)
    n17 = n17 + f21(i16) - f22(2) + f21(1)
    q19[2] = i16
    p18[2] = q19[2] + p18[2] % 511
  end
end
show(n17, p18[1], p18.x, q19[2])
local t24, n25 = {}, 0
for i23 = 1, 27 do
  local k = i23 + 0
  n25 = n25 + N(t24[k])
  if i23 % 3 == 0 then
    t24[k] = nil
  end
end
show(n25, #t24, t24[0], t24[- 1], t24[1])
show(n25, n17, s14, n10, x4, x3, x2, x1)
repeat
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  show("sum", sum)
until true
