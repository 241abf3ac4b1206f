--- comparisons with NaN, infinities and signed zeros
local nan = 0 / 0
local vals = { 0, -0, 1, -1, 0.5, nan, 1 / 0, -1 / 0, 2 ^ 53, 2 ^ 31, -2 ^ 31, 1e308, 5e-324 }
local function cmp(a, b)
  return (a < b and "<" or "") .. (a <= b and "{" or "") .. (a > b and ">" or "")
    .. (a >= b and "}" or "") .. (a == b and "=" or "") .. (a ~= b and "~" or "")
end
local out = {}
for i = 1, #vals do
  local line = {}
  for j = 1, #vals do line[j] = cmp(vals[i], vals[j]) end
  out[i] = table.concat(line, ",")
end
print(table.concat(out, "\n"))
--- arithmetic of all pairs
local nan = 0 / 0
local vals = { 0, -0, 3, -3, 0.5, nan, 1 / 0, -1 / 0, 2 ^ 53, 2 ^ 31, -2 ^ 31, 1e308, 5e-324 }
local function show(v) return v ~= v and "nan" or 1 / v == -1 / 0 and "-0" or tostring(v) end
local out = {}
for r = 1, 2 do
  for i = 1, #vals do
    for j = 1, #vals do
      local a, b = vals[i], vals[j]
      local sum, quotient = a + b - a * b, a / b
      local rest, power, minus = a % b, a ^ 2, -a
      out[#out + 1] = show(sum) .. " " .. show(quotient) .. " " .. show(rest) .. " " .. show(power)
        .. " " .. show(minus)
    end
  end
end
print(table.concat(out, "\n"))
--- zeros keep their signs through loops
local z = 0
for i = 1, 51 do z = -z end
print(1 / z)
local function f(x) return 1 / (x * 0) end
local p, n = 0, 0
for i = -50, 50 do
  if f(i) > 0 then p = p + 1 else n = n + 1 end
end
print(p, n)
local acc, infinite = 0, 0
for i = 1, 100 do
  acc = acc + 1 / (i % 2 == 0 and -0 or 0)
  if acc ~= acc then
    infinite = infinite + 1
    acc = 0
  end
end
print(infinite)
--- functions of the math library
local nan = 0 / 0
local m1, m2, s = 0, 0, 0
for i = 1, 100 do
  m1 = math.min(m1, i % 7 == 0 and nan or -i, 3)
  m2 = math.max(nan, i)
  s = s + math.floor(i / 3) + math.ceil(i / 3) + math.abs(-i) + math.sqrt(i) + math.sin(i)
    + math.max("3", i) + math.floor("4.5")
end
print(m1, m2 ~= m2, math.max(1, nan) == 1, ("%.10g"):format(s))
print(1 / math.ceil(-0.5), math.floor(-0.5), 1 / math.abs(-0))
--- strings that are numbers
local s = 0
for i = 1, 60 do
  local n = i .. ""
  s = s + n + (n + 1) * "2" + ("0x10" + 0) - "  5  " + -"3"
end
print(s)
for k = 1, 30 do
  for j = "1", k do s = s + j end
end
print(s)
print(pcall(function()
  for i = 1, 60 do
    local v = i < 50 and "1" or "one"
    s = s + v
  end
end))
--- accumulated rounding
local f = 0
for k = 1, 1000 do f = f + 0.1 end
print(("%.17g"):format(f))
local g = 1
for k = 1, 1000 do g = g * 1.0000001 - 1e-9 end
print(("%.17g"):format(g))
--- indexes that leave the integers
local t = {}
for i = 1, 60 do
  t[i * 0.5] = i
  t[2 ^ 53 + i] = i
  t[-i] = i
end
local c = 0
for k, v in pairs(t) do c = c + v end
print(c, t[0.5], t[1], t[2 ^ 53 + 4], t[-60])
local k, s = 1, 0
for i = 1, 100 do
  s = s + (t[k] or 1000)
  k = k * 1.5
end
print(s)
--- random numbers within limits that change
math.randomseed(7)
local s, failed = 0, 0
for i = 1, 100 do s = s + math.random() * 3 + math.random(6) + math.random(-5, i) + math.random(i) end
for _, limit in ipairs({ 0, 2.5, 2 ^ 31 + 5, "7", -0 }) do
  local ok = pcall(function() for i = 1, 40 do s = s + math.random(1, i < 30 and 5 or limit) end end)
  if not ok then failed = failed + 1 end
  s = s + math.random(1000)
end
print(s, failed)
--- random numbers within limits that are no whole numbers
local s = 0
for _, limit in ipairs({ 0 / 0, 1 / 0, -1 / 0, 2.5, 1e300 }) do
  for i = 1, 40 do
    local ok, v = pcall(function() return math.random(limit) end)
    local good, w = pcall(math.random, -3, limit)
    s = s + (ok and 1 or 100) + (good and 7 or 500)
  end
end
print(s)
