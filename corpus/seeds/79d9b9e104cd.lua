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
local x1 = 5e-324
local x2 = (x1 + 15)
local x3 = (("0x10" .. "\000z"):sub(1, 24))
local x4 = nil
local t5 = {(x2 * (0 / 0)), (11 - 3), x1, (1 % 5), - 0}
local r6 = {a = 19, b = (t5[19] or 13), c = (13 % 8)}
local function f8(x, k)
  local gone
  if k == 29 then
    x = gone.field
  end
  return N(x) + 1
end
local function f9(x, k)
  return f8(x, k)
end
local b10, v11 = xpcall(function()
  local s = - 1e+308
  for i7 = 1, 31 do
    s = f9(s, i7) % 1009
  end
  return s
end, S)
show(b10, v11)
local z14 = 0
local e13 = {- z14, (0 / 0), 1e-07, 4294967296, 128}
local n15, n16, n17 = 0, 0, 0
for i12 = 0, 49 do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  local x, y = e13[i12 % 5 + 1], e13[i12 * 3 % 5 + 1]
  if x == x then
    n15 = n15 + i12
  else
    n15 = n15 - 1
  end
  if x < y then
    n16 = n16 + i12
  else
    n16 = n16 - 1
  end
  if x ~= y then
    n17 = n17 + i12
  else
    n17 = n17 - 1
  end
end
show(n15, n16, n17)
local s19, t20 = x3, {}
for i18 = 1, 40 do
  s19 = s19 .. s19 .. i18 / 4
  s19 = s19:sub(- 30)
  t20[s19] = N(t20[s19]) + 1
  t20[s19:sub(1, 2)] = i18
  if s19 > s19 then
    mix(#s19)
  end
  mix(s19:byte(i18 % 5))
  for _once = 1, 1 do
    mix(type(s19:sub(1, 1)))
  end
  mix(s19:find("1", 1, true))
end
show(s19, t20[s19], #s19)
local m23 = {__index = function(t, k)
  return #k + 16
end}
local r22 = setmetatable({a = 1, b = 2}, m23)
local n24 = 0
for i21 = 1, 60 do
  n24 = n24 + r22.c + r22.a
  if i21 == 43 then
    r22.c = (3 ^ 3)
  end
end
show(n24, rawget(r22, "c"), rawget(r22, 3))
local b25, v26 = pcall(function()
  local x28 = 3
  for i27 = 1, 60 do
    mix(i27 <= x28)
    if i27 == 30 then
      x28 = nil
    end
  end
  return 16
end)
show(b25, v26)
local co31 = coroutine.create(function(a, ...)
  for k = 1, 28 do
    a = N(a) + N((coroutine.yield(k, a, k * 2)))
  end
  error("inside")
end)
local n30 = 0
for i29 = 1, 40 do
  local b32, v33, more = coroutine.resume(co31, i29)
  n30 = n30 + N(v33) + N(more)
  for _hot = 1, 3 do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    if not b32 then
      mix(type(v33))
    end
  end
end
show(n30, coroutine.status(co31))
local v34 = N(nil)
for i35 = 1, 60 do
  if i35 == 60 then
    v34 = nil
  end
  mix(N(v34) + i35)
  if type(v34) == "number" then
    v34 = v34 + (2147483647 * n30)
  end
  local t36 = {n16}
end
show(v34)
show(v34, n30, v26, b25, n24, s19, n17, n16, n15, b10)
show("sum", sum)
