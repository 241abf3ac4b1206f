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
local x1 = (16 % 32767)
local x2 = 17
local x3 = (("line\n" .. 12):sub(1, 24))
local x4 = nil
local t5 = {9}
local r6 = {a = (256 + 5), b = N(x4), c = 3}
local t8 = {}
for i7 = 1, 60 do
  t8[i7] = N(t8[i7]) + i7
end
local n9 = 0
for k10, v11 in pairs(t8) do n9 = n9 + v11; mix(k10) end
show(n9)
show(#t8, (next(t8)))
local m14 = {__index = function(t, k) return #k + 0 end}
local r13 = setmetatable({a = 1, b = 2}, m14)
local n15 = 0
for i12 = 1, 60 do
  n15 = n15 + r13.c + r13.c
  if i12 == 20 then m14.__index = {c = (16 / 19)} end
end
show(n15, rawget(r13, "c"), rawget(r13, 3))
local function f17(n)
  local l0, l1, l2, l3, l4, l5 = 0.5, 1, 0.5, -3, -3, -3
  local l6, l7, l8, l9, l10, l11 = 1, 1, 1, 0.5, 0.5, -3
  local l12, l13 = 1, 1
  for i16 = 1, n do
    l3 = l8 - l7
    l9 = -l1
    l12 = l13 - l9
    l10 = math.abs(l13)
    l13 = i16
    l5 = l2 * 0.5
    l4 = l11 / 3
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11), S(l12), S(l13)}, ":")
end
show(f17(60))
local function f19(n)
  local l0, l1, l2, l3, l4, l5 = 1, 0.5, 0.5, 1, 1, 1
  local l6, l7, l8, l9, l10, l11 = 0.5, 1, -3, 1, 0.5, 0.5
  local l12, l13, l14, l15, l16, l17 = -3, -3, 0.5, 1, 0.5, 0.5
  local l18, l19 = 1, -3
  for i18 = 1, n do
    l8 = l10 - l14
    l1 = -l2
    l7 = l1 - l16
    l8 = l18 + i18
    l7 = l12 ^ 2 % 1e6
    l1 = math.abs(l10)
    l2 = math.max(l9, l16)
    l9 = l3 % l17
    l10 = l3 / 3
    l7 = l14 + l13
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11), S(l12), S(l13), S(l14), S(l15), S(l16), S(l17), S(l18), S(l19)}, ":")
end
show(f19(58))
G23 = 128
local e22 = setmetatable({}, {__index = _G})
local function f21(n)
  local s = 0
  for i20 = 1, n do
    s = s + N(G23) * i20
    if i20 == 41 then getfenv(f21).G23 = i20 + 1 end
    if i20 % 4 == 0 then G23 = N(G23) + 1 end
  end
  return s
end
show(f21(55), f21(3), G23, rawget(e22, 'G23'))
G23 = nil
local l25, n27 = {nil, nil, print, false, true, 1, 1}, 0
for i24 = 1, 60 do
  local v26 = l25[i24 % 7 + 1]
  if v26 then
    n27 = n27 + 10
    n9 = math.floor(math.ceil(n27))
  elseif v26 ~= l25[i24 % 2 + 1] then
    n27 = n27 + i24
    n9 = n9 % (t5[#x3] or i24)
  elseif type(v26) == "number" then
    n27 = n27 - i24
    x1 = i24
  elseif v26 == 0/0 then
    n27 = n27 - i24
  end
end
show(n27)
local function f29(n)
  local l0, l1, l2, l3, l4, l5 = 0.5, -3, -3, 0.5, -3, 1
  local l6, l7, l8, l9, l10, l11 = 1, 1, -3, 0.5, 0.5, 1
  local l12, l13, l14, l15, l16, l17 = -3, 0.5, 0.5, 1, 0.5, -3
  local l18, l19, l20, l21, l22, l23 = -3, 0.5, 0.5, 1, -3, 1
  local l24, l25, l26, l27, l28 = -3, 0.5, 1, 1, 0.5
  l13 = true
  for i28 = 1, n do
    l22 = (N(l16) + N(l15)) % 97
    l7 = (N(l16) * N(l2)) % 97
    l22 = (N(l25) * N(l20)) % 97
    l16 = (N(l21) - N(l23)) % 97
    l22 = (N(l18) * N(l21)) % 97
    l9 = (N(l17) * N(l23)) % 97
    l17 = (N(l0) + N(l23)) % 97
    l23 = (N(l15) - N(l20)) % 97
    if i28 == 15 then l6 = "7" end
    if i28 % 10 == 0 then mix(l12) end
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11), S(l12), S(l13), S(l14), S(l15), S(l16), S(l17), S(l18), S(l19), S(l20), S(l21), S(l22), S(l23), S(l24), S(l25), S(l26), S(l27), S(l28)}, ":")
end
show(f29(23))
show(n27, n15, n9, x4, x3, x2, x1)
show("sum", sum)
