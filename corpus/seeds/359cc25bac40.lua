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
local x1 = (-2147483648 / 4)
local x2 = (true and 13 or x1)
local x3 = "0x10"
local x4 = nil
local t5 = {(- x2), (17 + 14), 19, 13, nil}
local r6 = {a = (0 / 15), b = x2, c = math.max(x2, x2)}
local w9, n8 = {1, 2, 3, v = 8}, 0
local function setw9()
  w9.v = "-0"
end
for i10 = 1, 2 do
  for i7 = 1, 60 do
    n8 = n8 - w9.v + i7
    if i7 == 17 then setw9() end
  end
  mix(n8)
end
show(n8)
local t12 = {}
for i11 = 1, 23 do
  t12[i11 * 2] = N(t12[i11 * 2]) + i11
  if i11 % 5 == 0 then t12[i11 - 1] = nil end
end
local n13 = 0
for k14, v15 in pairs(t12) do n13 = n13 + v15; mix(k14) end
show(n13)
show(#t12, (next(t12)))
local C17 = {}; C17.__index = C17
function C17:step(n1, n2)
  for i20 = 1, 5 do
    r6.c = ("1e2" - N(x4))
  end
  r6.c = x2
  self.v = (self.v or 0) + 12; return self.v
end
local D18 = setmetatable({}, {__index = C17}); D18.__index = D18
local n19 = 0
local o21 = {setmetatable({}, C17), setmetatable({v = 1}, D18), setmetatable({v = 0.5}, C17)}
for i16 = 1, 57 do
  n19 = n19 + o21[(i16 < 57 and 1 or 2)]:step(i16, 2)
end
show(n19, o21[1].v)
n13 = (math.ceil(15) - math.ceil(1))
local w22 = 0
while w22 < 60 do
  w22 = w22 + 1
  n19 = n19 % 2147483648
end
G26 = n19
local e25 = setmetatable({}, {__index = _G})
local function f24(n)
  local s = 0
  for i23 = 1, n do
    s = s + N(G26) - i23
    if i23 == 60 then G26 = nil end
    if i23 % 8 == 0 then G26 = N(G26) + 1 end
  end
  return s
end
show(f24(60), f24(3), G26, rawget(e25, 'G26'))
G26 = nil
n8 = (n8 - (16 + 8))
show(n19, n13, n8, x4, x3, x2, x1)
show("sum", sum)
