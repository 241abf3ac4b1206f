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
local x1 = (-2.5 % (1/0))
local x2 = 255
local x3 = type(nil)
local x4 = nil
local t5 = {(14 % 128), x2, (10 * 18)}
local r6 = {a = (true and 4 or x2), b = 5, c = (true and 1e16 or 17)}
local v7 = x2
for i8 = 1, 32 do
  if i8 == 30 then v7 = {} end
  mix(N(v7) - i8)
  if type(v7) == "number" then v7 = v7 + 5e-324 end
  local v9 = x4
end
show(v7)
local C11 = {}; C11.__index = C11
function C11:step(n1, n2)
  show(x4)
  r6.c = N(x4)
  self.v = (self.v or 0) + 12; return self.v
end
local D12 = setmetatable({}, {__index = C11}); D12.__index = D12
function D12:step(x) return C11.step(self, x, 1) * 2 end
local n13 = 0
local o14 = {setmetatable({}, C11), setmetatable({v = 1}, D12), setmetatable({v = 0.5}, C11)}
for i10 = 1, 60 do
  n13 = n13 + o14[(i10 < 54 and 1 or 2)]:step(i10, 2)
end
show(n13, o14[1].v)
local p16, p17, p18 = (x2 * (-1 * 7)), (t5[12] or 0), ((8 % 4 == 1) and (t5[16] or 1) or (n13 * 12))
for i15 = 1, 56 do
  p16, p17, p18 = p17, p18, N(p16) + i15
  mix(p18)
end
show(p16, p17, p18)
show(p18, p17, p16, n13, v7, x4, x3, x2, x1)
show("sum", sum)
