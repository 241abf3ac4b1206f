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
local x1 = (-2.5 + 2147483648)
local x2 = (2147483648 / 16)
local x3 = S(x2)
local x4 = nil
local t5 = {5, (6 ^ 0.5), (8 - 17)}
local r6 = {a = x1, b = 2147483647, c = 14}
local s8, t9 = x3, {}
for i7 = 1, 40 do
  s8 = i7 .. s8 s8 = s8:sub(-30)
  t9[s8] = N(t9[s8]) + 1; t9[s8:sub(1, 2)] = i7
  if s8 < x3 then mix(#s8) end
  mix(s8:byte(i7 % 5)); mix(tonumber(s8:sub(1, 1)))
  mix(s8:find("nil", 1, true))
end
show(s8, t9[s8], #s8)
local f10
function f10(n)
  if n <= 0 then return 1 end
  local again, r = f10
  r = setmetatable({}, {__index = function(_, k) return again(k) end})[n - 1]
  return N(r) + 1
end
show(pcall(f10, 150))
show(x1, 4294967296)
local function f11(n12, n13)
  if true then
    t5[((12 + #x3) % 30)] = ((t5[14] or 3) + (t5[14] or 2))
    local t14 = {[10] = (true and 7 or 6)}
  elseif (N(x4) >= (- n13)) then
    local i15, n16 = 17, 19
    r6.a = ((t5[9] or i15) + i15)
  end
  x2 = x2 / (r6.c - (t5[17] or 3))
  n12 = n12 - (9007199254740991 * (x2 % 10))
  return 2147483648
end
local function f18(n)
  local l0, l1, l2, l3, l4, l5 = -3, 1, 1, 0.5, -3, 0.5
  local l6, l7, l8, l9, l10, l11 = 1, 1, -3, -3, -3, -3
  local l12, l13, l14, l15, l16, l17 = -3, 1, 0.5, -3, 1, 0.5
  for i17 = 1, n do
    l13 = math.abs(l5)
    l12 = math.floor(l7)
    l17 = math.max(l0, l15)
    l12 = l2 + l4
    l11 = math.sqrt(l11)
    l11 = l11 ^ 2 % 1e6
    if l4 > l17 then l4 = i17 end
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11), S(l12), S(l13), S(l14), S(l15), S(l16), S(l17)}, ":")
end
show(f18(60))
local function g20(n) local k = 0
  return function() k = k + 1; if k <= n then return k end end end
for i19 in g20(30) do
  local r21 = {a = x1, b = (2147483647 % i19), c = (x2 % x1), d = x4}
  mix(nil)
end
local c23, n24 = function(...) return select("#", ...) end, 0
for i22 = 1, 15 do
  if i22 == 3 then c23 = function() end end
  local first, second = c23(i22, nil, 3)
  n24 = n24 + N(first) + N(second)
end
show(n24)
show(n24, s8, x4, x3, x2, x1)
show("sum", sum)
