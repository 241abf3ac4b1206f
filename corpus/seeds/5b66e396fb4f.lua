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
local x1 = 16
local x2 = math.floor(x1)
local x3 = ""
local x4 = nil
local t5 = {x2, (false and x1 or 17), 12, 4294967296}
local r6 = {a = (1/0), b = x1, c = x1}
for i7 = 60, 1, -1 do
  local t8 = {x2, x1, r6.c, [12] = x1}
  x1 = x1 / (i7 % i7)
  local w9 = 0
  repeat
    w9 = w9 + 1
    local n10 = w9
  until w9 >= 5 or n10 ~= n10
end
local p12, p13, p14, p15 = x2, 2.2250738585072014e-308, (t5[7] or 3), ((t5[18] or 3) / r6.a)
for i11 = 1, 22 do
  p12, p13, p14, p15 = p15, p12, p13, p14
  mix(p15)
end
show(p12, p13, p14, p15)
local function f17(x, k)
  local gone
  if k == 20 then x = math.floor("z") end
  return N(x) + 1
end
local function f18(x, k)
  return f17(x, k)
end
local b19, v20 = xpcall(function()
  local s = 0
  for i16 = 1, 34 do
    s = f18(s, i16) % 1009
  end
  return s
end, S)
show(b19, v20)
mix(p13)
for i21 = 43, 1, -1 do
  x1 = (t5[10] or 11)
  for i22, n23 in pairs(t5) do
    mix(i22)
    every(114, i22, n23)
  end
end
show(b19, p15, p14, p13, p12, x4, x3, x2, x1)
show("sum", sum)
