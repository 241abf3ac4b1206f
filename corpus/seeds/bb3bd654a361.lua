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
local x1 = (128 - -1e308)
local x2 = 4294967295
local x3 = (("hello"):gsub("a", "bc"))
local x4 = nil
local t5 = {(2 * -2147483649), 4294967296, x2, 17, (1 - x1)}
local r6 = {a = 2, b = 65536, c = 16, e = (false or "hello")}
local C8 = {}; C8.__index = C8
function C8:step(n1, n2)
  local n11 = N(r6)
  for n12 = 0.1, 1, 0.1 do
    mix(false)
    n11, n1 = n1, n11 + 14
    show(n12)
  end
  self.v = (self.v or 0) + ((5 + ((2 - 9) % 29)) % 27); return self.v
end
local D9 = setmetatable({}, {__index = C8}); D9.__index = D9
function D9:step(x) return C8.step(self, x, 1) * 2 end
local n10 = 0
local o13 = {setmetatable({}, C8), setmetatable({v = 1}, D9), setmetatable({v = 0.5}, C8)}
for i7 = 1, 60 do
  n10 = n10 + o13[1]:step(i7, 2)
end
show(n10, o13[1].v)
local C15 = {}; C15.__index = C15
function C15:step(n1, n2)
  local w18 = 0
  repeat
    w18 = w18 + 1
    x1 = x1 + (128 + x1)
    x2 = r6.a
    local n19 = 256
  until w18 >= 10 or n19 ~= n19
  n2 = n2 % 10
  self.v = (self.v or 0) + #x3; return self.v
end
local D16 = setmetatable({}, {__index = C15}); D16.__index = D16
local n17 = 0
local o20 = {setmetatable({}, C15), setmetatable({v = 1}, D16), setmetatable({v = 0.5}, C15)}
for i14 = 1, 31 do
  n17 = n17 + o20[i14 % 3 + 1]:step(i14, 2)
end
show(n17, o20[1].v)
show(n17, n10, x4, x3, x2, x1)
show("sum", sum)
