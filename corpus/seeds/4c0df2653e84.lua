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
local x1 = 65536
local x2 = ("0x10" - x1)
local x3 = (("1e2" .. "a,b,c"):sub(1, 24))
local x4 = nil
local t5 = {3.7, (2 % 7), 4294967295, 2147483648}
local r6 = {a = (10 / x2), b = math.min(10, 0), c = 5e-324}
local m9 = {__index = function(t, k) return #k + 18 end}
local r8 = setmetatable({a = 1, b = 2}, m9)
local n10 = 0
for i7 = 1, 52 do
  n10 = n10 + r8.c + r8.c
  if i7 == 18 then m9.__newindex = function(t, k, v) rawset(t, k, v * 2) end end
end
show(n10, rawget(r8, "c"), rawget(r8, 3))
local p12, p13, p14, p15 = ((10 * 4) == N(x4)), (#x3 % 4 == 1), ((t5[9] or 18) / 0), (r6.a / (n10 + 3.7))
for i11 = 1, 36 do
  p12, p13, p14, p15 = p14, p15, N(p12) + i11, p13
  if (false or true) then p12, p13 = p13, p12 end
  mix(p13)
  every(6, p15, x2)
end
show(p12, p13, p14, p15)
local function f17(n)
  local l0, l1, l2, l3, l4, l5 = 0.5, 1, -3, 1, -3, 1
  local l6, l7, l8, l9, l10, l11 = 0.5, 0.5, -3, 1, 1, 0.5
  local l12, l13, l14, l15, l16, l17 = 1, 0.5, -3, 1, -3, -3
  local l18, l19 = -3, -3
  for i16 = 1, n do
    l13 = l5 * l11 % 11
    l15 = l6 + i16
    l13 = -l9
    l4 = math.abs(l10)
    l5 = math.sqrt(l5)
    l6 = l10 - l18
    l4 = l13 % 7
    l15 = math.max(l12, l5)
    l19 = i16
    l2 = math.floor(l7)
    if l16 == l1 then l16 = i16 end
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11), S(l12), S(l13), S(l14), S(l15), S(l16), S(l17), S(l18), S(l19)}, ":")
end
show(f17(34))
show(p15, p14, p13, p12, n10, x4, x3, x2, x1)
show("sum", sum)
