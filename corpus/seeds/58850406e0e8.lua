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
local x1 = -9007199254740993
local x2 = (11 * 8)
local x3 = "1e2"
local x4 = nil
local t5 = {}
local r6 = {a = 0.5, b = (t5[15] or 15), c = math.min(x2, x2)}
local w9, n8 = {1, 2, 3, v = x1}, 0
local function setw9()
  w9[2] = " 1e2 "
end
for i10 = 1, 1 do
  for i7 = 1, 60 do
    n8 = n8 - w9[i7 % 3 + 1] - i7
    if i7 == 29 then setw9() end
  end
  mix(n8)
end
show(n8)
r6.c = 1e16
local o12, n13 = setmetatable({}, {__index = {}}), 0
local f14, f15
do local kept = ""; f14 = function() return kept end
  f15 = function(x) kept = x end end
for i11 = 1, 4 do
  o12[i11 % 4] = function() return i11 end
  if i11 % 5 == 0 then collectgarbage("step") end
  local seen = o12.field
  if type(seen) == "table" then seen = seen[1] elseif type(seen) == "function" then
    seen = seen() end
  n13 = n13 + N(seen); mix(seen)
  local garbage = {}
end
show(n13, type(f14()), 19)
local n18 = 0
for i16 = 1, 30 do
  for i17 = 1, i16 % 2 do
    n18 = n18 + i16 % i17
    if (not x4) then
      x2 = ((i17 - i16) / i16)
    end
    local b19 = ((t5[i16] or 16) <= (1e100 % i17))
    if (i17 % 3 == 0) then break end
  end
end
show(n18)
local t21, l22 = setmetatable({}, {__mode = "v"}), {}
collectgarbage() collectgarbage("stop")
local function f23(n)
  local kept = {}
  for i20 = 1, n do
    t21[i20] = {}
    if i20 % 6 == 0 then kept[#kept + 1] = t21[i20] end
    local object = newproxy(true)
    getmetatable(object).__gc = function() l22[#l22 + 1] = i20 end
    if i20 % 3 == 0 then kept[#kept + 1] = object end
  end
  return kept
end
local kept = f23(40)
collectgarbage() collectgarbage("stop")
local n24 = 0
for _ in pairs(t21) do n24 = n24 + 1 end
show(n24, table.concat(l22, ","), type(kept))
collectgarbage("restart")
local C26 = {}; C26.__index = C26
function C26:step(n1, n2)
  x1 = x1 * (math.sqrt(n2) + 4294967295)
  if true then
    r6.a = N((t5[7] or 19))
  elseif ((n1 * 7) ~= (1e15 - -1)) then
    local i29, n30 = ((7 + 6) % 31), 17
  end
  self.v = (self.v or 0) + 11; return self.v
end
local D27 = setmetatable({}, {__index = C26}); D27.__index = D27
local n28 = 0
local o31 = {setmetatable({}, C26), setmetatable({v = 1}, D27), setmetatable({v = 0.5}, C26)}
for i25 = 1, 24 do
  n28 = n28 + o31[i25 % 3 + 1]:step(i25, 2)
end
show(n28, o31[1].v)
show(n28, n24, n18, n13, n8, x4, x3, x2, x1)
show("sum", sum)
