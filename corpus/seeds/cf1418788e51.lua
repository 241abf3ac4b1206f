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
local x2 = ((- 1 / 0) + 16)
local x3 = " 7 "
local x4 = nil
local t5 = {math.abs(16), x1}
local r6 = {a = (16 * x1), b = (3 ^ - 1), c = 255}
local function f8(n)
  local l0, l1, l2, l3, l4, l5 = - 3, - 3, 1, - 3, 0.5, 0.5
  local l6, l7, l8, l9, l10, l11 = 0.5, 0.5, 0.5, 0.5, 1, 0.5
  local l12, l13, l14, l15, l16, l17 = 1, 0.5, - 2147483647, 0.5, 1, 0.5
  local l18, l19, l20, l21, l22, l23 = 0.5, 1, 1, - 3, 0.5, 0.5
  local l24, l25, l26 = 1, - 3, 0.5
  l26 = {}
  for i7 = 1, n do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    l13 = (N(l4) * N(l23)) % 97
    l1 = (N(l22) - N(l8)) % 97
    l19 = (N(l21) * N(l16)) % 97
    l9 = (N(l22) + N(l13)) % 97
    l0 = (N(l6) * N(l1)) % 97
    l24 = (N(l24) - N(l17)) % 97
    l9 = (N(l12) * N(l3)) % 97
    l20 = (N(l17) - N(l22)) % 97
    l25 = (N(l6) + N(l0)) % 97
    l9 = (N(l22) + N(l17)) % 97
    l23 = (N(l9) + N(l16)) % 97
    l12 = (N(l14) + N(l4)) % 97
    l21 = (N(l16) - N(l9)) % 97
    l4, l10 = l10, l4
    if i7 == 9 then
      l15 = "7"
    end
    if i7 % 4 == 0 then
      mix(l2)
    end
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11), S(l12), S(l13), S(l14), S(l15), S(l16), S(l17), S(l18), S(l19), S(l20), S(l21), S(l22), S(l23), S(l24), S(l25), S(l26)}, ":")
end
show(f8(20))
local function g10(n)
  local k = 0
  return function()
    k = k + 1
    if k <= n then
      return k
    end
  end
end
for i9 in g10(30) do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  local w11 = 0
  repeat
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    w11 = w11 + 1
    x4 = ((i9 ~= x1) or ((x3 .. x3):sub(1, 24)))
    local b13 = ((w11 > i9) or (- 1e+308 < w11))
    t5[i9] = nil
    local n12 = (t5[w11] or 8)
  until w11 >= 5 or n12 ~= n12
end
local b15, v16 = pcall(function()
  for i14 = 1, 12 do
    x3 = S(3)
    if i14 == 9 then
      error(x3, 0)
    end
  end
end)
show(b15, type(v16) == "table" and v16.code or v16)
local c18, n19 = function()
end, 0
for i17 = 1, 11 do
  if i17 == 6 then
    repeat
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      c18 = function(x)
        return x + 1
      end
    until true
  end
  local first, second = c18(i17, nil, 3)
  n19 = n19 + N(first) + N(second)
end
show(n19)
if ((x1 / 7) > x2) then
  mix(false)
  do
    local _turn95 = 0
    for i20 = 51, 1, - 1 do
      _turn95 = _turn95 + 1
      if _turn95 == 5 then
        b15 = tostring(b15)
      end
      b15 = (x1 < n19)
    end
  end
elseif (#x3 % 2 == 0) then
  local w21 = 0
  repeat
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    w21 = w21 + 1
    n19 = n19
    local n22 = ((t5[18] or w21) * math.ceil(x1))
  until w21 >= 60 or n22 ~= n22
end
show(n19, b15, x4, x3, x2, x1)
show("sum", sum)
