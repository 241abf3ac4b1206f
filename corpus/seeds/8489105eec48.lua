local function S(v)
  if type(v) == "number" then return v ~= v and "nan" or tostring(v) end
  if type(v) == "string" then return v end
  if v == nil or type(v) == "boolean" then return tostring(v) end
  return type(v)
end
local function N(v)
  if type(v) == "number" then return v end
  if type(v) == "string" then return tonumber(v) or #v end
  return v and 1 or 0
end
local function show(...)
  local out = {}
  for k = 1, select("#", ...) do out[k] = S((select(k, ...))) end
  io.write(table.concat(out, " "), "\n")
end
local calls, sum = 0, 0
local function every(n, ...)
  calls = calls + 1
  if calls % n == 0 then show(...) end
end
local function mix(v)
  if type(v) == "number" then
    if v > -1e15 and v < 1e15 then sum = (sum * 31 + v) % 1000003 else sum = (sum + 7) % 1000003 end
  elseif type(v) == "string" then sum = (sum * 31 + #v) % 1000003
  elseif v then sum = (sum * 3 + 1) % 1000003 end
end
local x1 = (" 7 " * 127)
local x2 = x1
local x3 = "10"
local x4 = nil
local t5 = {x1, 18, x2}
local r6 = {a = math.ceil(0), b = 32767, c = x1, e = x4}
local z10 = 0
local e8, o9 = {0, (0/0), -1, 1, 0.5, 32767, 0.1, 1e15, 65536}, {}
for i7 = 0, 59 do
  local x, y = e8[i7 % 9 + 1], e8[(i7 - i7 % 9) / 9 + 1]
  local r0 = x - x
  o9[i7 + 1] = S(r0)
end
show(table.concat(o9, "|"))
local l11 = {}
for i = 1, 13 do l11[i] = i * 20 % 34 end
local function f12(x, y) return x < y end
show(pcall(table.sort, l11, f12))
show(table.concat(l11, " "))
for i = 1, 13 do
  mix(table.remove(l11))
  if i % 2 == 0 then table.insert(l11, 1, i) end
end
show(table.concat(l11, " "))
local l14, n16 = {nil, nil, "1", nil, 2.5}, 0
for i13 = 1, 24 do
  local v15 = l14[i13 % 5 + 1]
  if type(v15) == "string" then
    n16 = n16 + i13
    t5[#t5 % 64 + 1] = ("1e2" + (- i13))
  end
end
show(n16)
local function f18(n)
  local l0, l1, l2, l3, l4, l5 = 1, 0.5, 1, 1, 1, 1
  local l6, l7, l8, l9, l10, l11 = 1, 0.5, 0.5, -3, 0.5, 1
  local l12, l13, l14, l15, l16, l17 = 0.5, 0.5, 0.5, -3, 0.5, 0.5
  local l18, l19, l20, l21, l22, l23 = -3, -3, -3, 0.5, 0.5, 0.5
  local l24, l25, l26, l27, l28, l29 = 0.5, 1, 1, 1, -3, -3
  l21 = {}
  for i17 = 1, n do
    l7 = (N(l9) + N(l10)) % 97
    l5 = (N(l10) - N(l17)) % 97
    l27 = (N(l14) + N(l11)) % 97
    l15 = (N(l17) + N(l10)) % 97
    l19, l24 = l24, l19
    if i17 == 24 then l24 = "7" end
    if i17 % 2 == 0 then mix(l1) end
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11), S(l12), S(l13), S(l14), S(l15), S(l16), S(l17), S(l18), S(l19), S(l20), S(l21), S(l22), S(l23), S(l24), S(l25), S(l26), S(l27), S(l28), S(l29)}, ":")
end
show(f18(30))
local r21 = {a = 1, b = 4, [1] = 5}
local r22 = setmetatable({}, {__index = r21})
local r23 = setmetatable({}, {__index = r22, __newindex = r22})
local n20 = 0
for i19 = 1, 52 do
  n20 = n20 + N(r23.a) - N(r22.a)
  r22[i19 % 5] = n20
  if i19 == 10 then r21[2] = i19 end
end
show(n20, r21.b, rawget(r23, "a"), N(r23[1]))
local w26, n25 = {1, 2, 3, v = x2}, 0
local function setw26()
  w26.v = "-0"
end
for i27 = 1, 1 do
  for i24 = 1, 46 do
    n25 = n25 - w26.v + i24
    if i24 == 5 then setw26() end
  end
  mix(n25)
end
show(n25)
show(n25, n20, n16, x4, x3, x2, x1)
show("sum", sum)
