-- Register and constant shapes: many locals, many constants, and moves across blocks.
local function many(a)
  local b, c, d, e, f, g, h, i, j, k = a + 1, a + 2, a + 3, a + 4, a + 5, a + 6, a + 7, a + 8,
    a + 9, a + 10
  local l, m, n, o, p, q, r, s, t, u = b * c, c * d, d * e, e * f, f * g, g * h, h * i, i * j,
    j * k, k * b
  b, c, d, e, f = f, e, d, c, b
  local v = b - c + d - e + f - g + h - i + j - k
  local w = l + m - n + o - p + q - r + s - t + u
  return v, w, b * l + c * m + d * n + e * o
end
local x, y, z = 0, 0, 0
for i = 1, 300 do local a, b, c = many(i) x, y, z = x + a, y + b, z + c end
print(x, y, z)
local lines = { "local t = {}" }
for i = 1, 300 do lines[#lines + 1] = ("t[%d] = %d.%d"):format(i, i * 3, i % 10) end
lines[#lines + 1] = "local s = 0 for i = 1, 300 do s = s + t[i] * 2.5 end"
lines[#lines + 1] = "return s, t[1], t[256], t[257], t[300]"
print(loadstring(table.concat(lines, "\n"))())
local names = { "local o = {}" }
for i = 1, 300 do names[#names + 1] = ("o.field%d = 'value%d' .. %d"):format(i, i, i) end
names[#names + 1] = "return o.field1, o.field255, o.field256, o.field257, o.field300"
print(loadstring(table.concat(names, "\n"))())
local cond = { "local n, r = ..., 0" }
for i = 1, 300 do
  cond[#cond + 1] = ("if n == %d then r = r + %d elseif n > %d then r = r - 1 end"):format(i,
    i * 7, i + 200)
end
cond[#cond + 1] = "return r"
local f = loadstring(table.concat(cond, "\n"))
print(f(1), f(150), f(300), f(301), f(1000))
local vars = {}
for i = 1, 190 do vars[i] = "v" .. i end
local body = "local " .. table.concat(vars,
  ",") .. " = ...\nlocal s = 0\nfor i = 1, 100 do s = s + v1 + v100 * i + v190 v100 = v100 + 1 end"
  .. "\nreturn s, v100, v190"
local args = {}
for i = 1, 190 do args[i] = i end
print(loadstring(body)(unpack(args)))
local function shuffle(a, b, c, d)
  for i = 1, 100 do
    local t = a
    a = b
    b = c
    c = d
    d = t
    if i % 3 == 0 then local u = b b = d d = u end
  end
  return a, b, c, d
end
print(shuffle(1, 2, 3, 4)) print(shuffle("a", {} and "b", nil, false))
local k1, k2 = 1e300, -1e300
local acc = 0
for i = 1, 200 do
  acc = acc + (i % 2 == 0 and 0.1 or -0.1) + (i == 100 and 1e16 or 0)
    - (i == 150 and 1e16 or 0) + (k1 + k2)
end
print(acc)
local reuse = 0
for i = 1, 200 do
  do
    local a = i reuse = reuse + a
  end
  do
    local b = "s" .. i reuse = reuse + #b
  end
  do
    local c = { i } reuse = reuse + c[1]
  end
  do
    local d reuse = reuse + (d and 1000 or 0)
  end
end
print(reuse)
