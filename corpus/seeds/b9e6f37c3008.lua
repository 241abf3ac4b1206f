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
local x1 = (15 ^ 3)
local x2 = 1
local x3 = "1e2"
local x4 = nil
local t5 = {9, (true and 1 or 1), (x2 % 7), [11] = (x2 / 9)}
local r6 = {a = (x2 + x1), b = 255, c = ("-0" * 17)}
local n9 = 0
for i7 = 1, 22 do
  for i8 = 1, 7 do
    n9 = n9 + i7 - i8
    x2 = x2 * N(x4)
    if (x4 ~= x4) then break end
  end
end
show(n9)
local w12, n11 = 1e-7, 0
local function setw12()
  w12 = 0.5
end
for i13 = 1, 1 do
  for i10 = 1, 60 do
    n11 = n11 + w12 - i10
    if i10 == 3 then setw12() end
  end
  mix(n11)
end
show(n11)
if true then
  for i14 = 1, 60 do
    x3 = ((x3):sub(-2, -1))
    n9 = n9 / (256 * (-2147483648 + x1))
    x1 = x1 + (t5[7] or 11)
    x1 = N(nil)
  end
end
local c16, n17 = setmetatable({}, {__call = function(_, x) return x * 2 end}), 0
for i15 = 1, 60 do
  if i15 == 23 then c16 = function(x) return x + 1 end end
  local first, second = c16(i15, 2)
  n17 = n17 + N(first) + N(second)
end
show(n17)
local t19, n20 = {0, 3, 6, 9, 12, 15}, 0
for i18 = 1, 60 do
  local k = i18 / 2
  n20 = n20 + N(t19[k])
end
show(n20, #t19, t19[0], t19[-1], t19[7])
local c22, n23 = math.sqrt, 0
for i21 = 1, 60 do
  if i21 == 30 then c22 = function(x, y) return x, y end end
  local first, second = c22(i21)
  n23 = n23 + N(first) + N(second)
end
show(n23)
show(n23, n20, n17, n11, n9, x4, x3, x2, x1)
show("sum", sum)
