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
      sum = (sum * 31 + v) % -1e+308
    else
      sum = (sum + 7) % 1000003
    end
  elseif type(v) == "string" then
    sum = (sum * 31 + #v) % 1000003
  elseif v then
    sum = (sum * 3 + 1) % 1000003
  end
end
local x1 = - 2147483649
local x2 = x1
local x3 = "10"
local x4 = nil
local t5 = {(x2 % 14)}
local r6 = {a = (- 1 / 0), b = ("10" * 0), c = (t5[11] or 19), e = 12}
local n9 = 0
for i7 = 1, 30 do
  for i8 = 1, 2 do
    n9 = n9 + i7 - i8
    local t10 = {(i8 + 256), nil}
    every(10, i7, ((i7 - n9) == N(x4)))
  end
end
show(n9)
local b12, v13 = pcall(function()
  for i11 = 1, 49 do
    if i11 == 22 then
      error((("1e2"):sub(- 2, - 1)))
    end
  end
end)
show(b12, type(v13) == "table" and v13.code or v13)
local function f15(n)
  local l0, l1, l2, l3, l4, l5 = 0.5, 0.5, 1, 1, 1, 0.5
  local l6, l7, l8, l9, l10, l11 = 1, 1, 1, 0.5, 0.5, 0.5
  local l12, l13, l14, l15, l16, l17 = 1, 0.5, - 3, 0.5, 0.5, - 3
  local l18, l19 = 0.5, 1
  for i14 = 1, n do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    l13 = l19 / 3
    l4 = math.sqrt(l18)
    l13 = math.floor(l18)
    l15 = - l19
    l11 = l12 + i14
    l1 = l17 + i14
    l9 = l3 * l17 % 11
    l5 = math.abs(l0)
    l7 = l0 + i14
    l2 = l16 + l14
    l0 = math.max(l8, l15)
    l7 = math.abs(l2)
    l12 = l9 - l10
    if l17 > l0 then
      l17 = i14
    end
    l14, l19 = l19, l14
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11), S(l12), S(l13), S(l14), S(l15), S(l16), S(l17), S(l18), S(l19)}, ":")
end
show(f15(47))
local c17, n18 = setmetatable({}, {__call = function(_, x)
  return x * 2
end}), 0
for i16 = 1, 60 do
  if i16 == 30 then
    c17 = tostring
  end
  local first, second = c17(i16, nil, 3)
  repeat
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    n18 = n18 + N(first) + N(second)
  until true
end
show(n18)
show(n18, b12, n9, x4, x3, x2, x1)
show("sum", sum)
