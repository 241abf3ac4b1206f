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
local x1 = 1000000000000000.0
local x2 = (- 14)
local x3 = "line\n"
local x4 = nil
if #"x" < 1 then
  for i = 1, #digits do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    local v = digits[i] * n + carry
    digits[i] = v % 10
    carry = floor(v / 10)
  end
end
local t5 = {x1}
local r6 = {a = 15, b = x1, c = (12 + 8)}
local q7, n9 = {}, 0
for i8 = 1, 60 do
  q7[i8] = i8 * (x1 / 16)
end
q7[29] = true
do
  local _turn20 = 0
  for i10 = 1, 60 do
    _turn20 = _turn20 + 1
    if _turn20 == 20 then
      x1 = tostring(x1)
    end
    n9 = n9 + N(q7[i10])
    local r11 = {a = 4294967296, b = math.min(2.2250738585072014e-308, (0 / 0)), c = (" 7 " * x1), d = math.ceil(x2)}
  end
end
show(n9)
show(#q7)
local function f13(...)
  local s = 0
  for _, x in ipairs({...}) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    s = s + N(x)
  end
  return s, ...
end
local n14 = 0
for i12 = 1, 30 do
  n14 = n14 + N((f13()))
  mix(select("#", f13(nil)))
end
show(n14)
if false then
  print(string.format("%08x", bxor(crc, 2 ^ 32 - 1)))
end
local q15, n17 = {}, 0
for i16 = 1, 60 do
  q15[i16] = i16 * (t5[15] or 15)
end
q15[51] = 1e+300
for i18 = 1, 60 do
  n17 = n17 + N(q15[i18])
  local n19, n20 = ((n14 - i18) ^ - 1), (x2 * (t5[i18] or i18))
end
show(n17)
show(#q15)
show(n17, n14, n9, x4, x3, x2, x1)
show("sum", sum)
