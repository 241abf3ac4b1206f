local _fuel = 6000
local function round(x)
  return math.floor(x + 0.5)
end
local function trunc(x)
  return x < 0 and math.ceil(x) or math.floor(x)
end
local function places(x, n)
  local p = 10 ^ n
  return math.floor(x * p + 0.5) / p
end
local function classify_o(x_o)
  if x_o == nil then
    return "nil"
  elseif x_o == false then
    return "false"
  elseif x_o == true then
    return "true"
  elseif type(x_o) == "number" and x_o < 0 then
    return "negative"
  elseif type(x_o) == "number" and x_o ~= x_o then
    return "nan"
  elseif x_o == 0 then
    return "zero"
  elseif type(x_o) == "string" and #x_o > 3 or x_o == "s" then
    return "string"
  else
    return "other"
  end
end
for __o, x_o in ipairs({- 1, 0, 1, "s", "ab", "long", true, 0 / 0, {}}) do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  print(classify_o(x_o))
end
print(classify_o(nil), classify_o(false))
local function logic_o(a_o, b_o, c_o)
  local r_o = {}
  r_o[#r_o + 1] = tostring(a_o and b_o)
  r_o[#r_o + 1] = tostring(a_o or b_o)
  r_o[#r_o + 1] = tostring(not a_o)
  r_o[#r_o + 1] = tostring(a_o and b_o or c_o)
  r_o[#r_o + 1] = tostring((a_o or b_o) and c_o)
  r_o[#r_o + 1] = tostring(not (a_o and b_o))
  r_o[#r_o + 1] = tostring(not a_o or not b_o)
  r_o[#r_o + 1] = tostring(a_o == b_o)
  r_o[#r_o + 1] = tostring((a_o and b_o) == (b_o and a_o))
  if a_o and (b_o or c_o) then
    r_o[#r_o + 1] = "A"
  else
    r_o[#r_o + 1] = "a"
  end
  if not (a_o or b_o) or c_o then
    r_o[#r_o + 1] = "B"
  else
    r_o[#r_o + 1] = "b"
  end
  if a_o then
    for _hot = 1, 30 do
      if b_o then
        r_o[#r_o + 1] = "AB"
      elseif c_o then
        r_o[#r_o + 1] = "AC"
      end
    end
  end
  while a_o and not b_o do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    r_o[#r_o + 1] = "loop"
    break
  end
  return table.concat(r_o, " ")
end
local options_o = {true, false, 1, "x"}
for i_o = 1, 4 do
  for j_o = 1, 3 do
    print(logic_o(options_o[i_o], options_o[j_o], options_o[(i_o + j_o) % 4 + 1]))
  end
end
for _, x in ipairs({0, 0.4, 0.5, 0.6, 1.5, 2.5, - 0.4, - 0.5, - 0.6, - 1.5, 1000000000000000.0 + 0.3, 123.456}) do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  print(x, round(x), trunc(x), places(x, 1), places(x, 2), x - trunc(x) == select(2, math.modf(x)))
end
local function clamp(x, a, b)
  return math.max(a, math.min(b, x))
end
print(clamp(5, 1, 3), clamp(- 5, 1, 3), clamp(2, 1, 3), clamp(1 / 0, 0, 1), clamp(- 1 / 0, 0, 1))
print(logic_o(nil, nil, nil), logic_o(nil, 1, false), logic_o(1, nil, 2))
local x_o = 5
local big_o = x_o > 3 and "big" or "small"
local y_o = x_o == 5 and (x_o < 3 and "a" or x_o < 4 and "b" or "c")
local z_o = not x_o == 5 or x_o ~= 5 or x_o <= 4 or nil
print(big_o, y_o, z_o, x_o > 1 and x_o < 10, 1 < x_o and x_o < 3, nil and x_o, false or nil)
for d = - 370, 370, 74 do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  io.write(d % 360, " ")
end
print()
local function near(a, b)
  return math.abs(a - b) < 1e-09
end
print(0.1 + 0.2 == 0.3, near(0.1 + 0.2, 0.3), 1 - 0.9 == 0.1, near(1 - 0.9, 0.1))
local sum, comp = 0, 0
for i = 1, 1000 do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  local y = 0.1 - comp
  local t = sum + y
  comp = (t - sum) - y
  sum = t
end
print(sum == 100, ("%.17g"):format(sum))
print(2 ^ 53 + 1 == 2 ^ 53, 2 ^ 53 - 1 == 2 ^ 53, 1e+16 + 1 == 1e+16, 0.1 * 3, 1 / 3 * 3 == 1, 1 / 49 * 49 == 1)
local eps = 1
do
  local _turn26 = 0
  while 1 + eps / 2 > 1 do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    _turn26 = _turn26 + 1
    if _turn26 == 5 then
      eps = 0.5
    end
    eps = eps / 2
  end
end
print(eps)
