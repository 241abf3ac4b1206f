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
local x1 = 8
local x2 = 65536
local x3 = "10"
local x4 = nil
local t5 = {(- x2), (10 * x2), -2.5}
local r6 = {a = x2, b = 4, c = -1e308, e = x4}
local p8, p9, p10 = 2, ((x1 ^ -1) > (x1 - 2)), ((S(7) .. 8):sub(1, 24))
for i7 = 1, 60 do
  p8, p9, p10 = p10, p8, p9
  mix(p8)
  local w11 = 0
  repeat
    w11 = w11 + 1
    mix(((t5[w11] or 15) / i7))
    x2 = x2 / x2
    x1 = x1 * x1
    local n12 = (4294967296 % math.min(1e100, w11))
  until w11 >= 3 or n12 ~= n12
end
show(p8, p9, p10)
local z15 = 0
local e14 = {0, (0/0), -1, 1, 0.5, (-1/0), 255}
local n16 = 0
for i13 = 0, 79 do
  local x, y = e14[i13 % 7 + 1], e14[i13 * 3 % 7 + 1]
  if x == x then n16 = n16 + i13 else n16 = n16 - 1 end
end
show(n16)
local w19, n18 = {1, 2, 3, v = 2147483647}, 0
local function setw19()
  w19[2] = "-0"
end
for i20 = 1, 2 do
  for i17 = 1, 60 do
    n18 = n18 + w19[2] * i17
    if i17 == 53 then setw19() end
  end
  mix(n18)
end
show(n18)
show(n18, n16, p10, p9, p8, x4, x3, x2, x1)
show("sum", sum)
