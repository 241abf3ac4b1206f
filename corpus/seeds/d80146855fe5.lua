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
local x1 = 1
local x2 = (1/0)
local x3 = " 7 "
local x4 = nil
local t5 = {5e-324}
local r6 = {a = 256, b = -0, c = (1e15 * x2)}
local p8, p9, p10, p11, p12 = "0x10", (2 > (t5[19] or 4)), (x2 / 6), t5[2], ((x3 .. 9):sub(1, 24))
for i7 = 1, 60 do
  p8, p9, p10, p11, p12 = p10, p11, p12, p8, p9
  if (x3 == "1e2") then p8, p9 = p9, p8 end
  mix(p9)
  local r13 = {a = 0.1, b = 65536, c = N(p11)}
end
show(p8, p9, p10, p11, p12)
local w14 = 0
repeat
  w14 = w14 + 1
  local function f16(n17, n18)
    n18, x2 = x2, n18 + 9
    n17 = n17 + n18
    return ((x2 / n17) * (x2 + -9007199254740993))
  end
  x1 = x1 - (- f16(x2, w14))
  local n15 = math.max(w14, x1)
until w14 >= 25 or n15 ~= n15
local z22 = 0
local e20, o21 = {0, -z22, (0/0), -1, 0.5, 2147483647, -1e308, 256, 1e15, 32767}, {}
for i19 = 0, 59 do
  local x, y = e20[i19 % 10 + 1], e20[(i19 - i19 % 10) / 10 + 1]
  local r0 = math.min(x, y)
  local r1 = math.max(-1, x)
  o21[i19 + 1] = S(r0) .. " " .. S(r1)
end
show(table.concat(o21, "|"))
mix(((S(x2) .. x3):sub(1, 24)))
for i23 = 1, 24 do
  x2 = x2 + x2
end
show(p12, p11, p10, p9, p8, x4, x3, x2, x1)
show("sum", sum)
