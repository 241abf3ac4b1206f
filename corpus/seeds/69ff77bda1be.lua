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
local x1 = math.max(2147483648, 10)
local x2 = (11 - x1)
local x3 = type(nil)
local x4 = nil
local t5 = {(1 ^ 0.5), 2, (7 / 5)}
local r6 = {a = N(x4), b = (- -0), c = 12}
local v7 = x2
for i8 = 1, 23 do
  if i8 == 3 then v7 = "7" end
  mix(N(v7) + i8)
  if type(v7) == "number" then v7 = v7 + x1 end
  x2 = x2 * 127
  r6.a = (" 7 " * (0/0))
end
show(v7)
v7 = false
x2 = x2 % (t5[#x3] or 3)
local b9, v10 = pcall(function()
  local x12 = 3
  for i11 = 1, 18 do
    if i11 == 15 then x12 = true end
    mix(-x12)
  end
  return 16
end)
show(b9, v10)
show(v10, b9, v7, x4, x3, x2, x1)
show("sum", sum)
