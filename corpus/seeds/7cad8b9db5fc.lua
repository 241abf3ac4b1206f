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
local x1 = (false and (0/0) or 4294967295)
local x2 = ("10" * x1)
local x3 = (("\0z" .. "10"):sub(1, 24))
local x4 = nil
local t5 = {-2.5, math.abs(x2), [11] = 9007199254740991}
local r6 = {a = 13, b = 3, c = x1}
local C8 = {}; C8.__index = C8
function C8:step(n1, n2)
  if (2 % 4 == 1) then
    local i11 = 19
    mix(-2.5)
  end
  self.v = (self.v or 0) + 16; return self.v
end
local D9 = setmetatable({}, {__index = C8}); D9.__index = D9
function D9:step(x) return C8.step(self, x, 1) * 2 end
local n10 = 0
local o12 = {setmetatable({}, C8), setmetatable({v = 1}, D9), setmetatable({v = 0.5}, C8)}
for i7 = 1, 12 do
  n10 = n10 + o12[1]:step(i7, 2)
end
show(n10, o12[1].v)
local n15 = 0
for i13 = 1, 11 do
  for i14 = 1, i13 % 4 do
    n15 = n15 + i13 / i14
    t5[#t5 % 64 + 1] = (t5[i14] or i13)
    for i16, n17 in pairs(t5) do
      mix(i16)
      every(88, i16, n17)
    end
    if (x2 == i13) then break end
  end
end
show(n15)
show(n15, n10, x4, x3, x2, x1)
show("sum", sum)
