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
local x1 = 128
local x2 = 1e-7
local x3 = "10"
local x4 = nil
local t5 = {(9007199254740991 + x1)}
local r6 = {a = (-9007199254740993 / x2), b = (2 / 5), c = ((-1/0) + x1)}
local C8 = {}; C8.__index = C8
function C8:step(n1, n2)
  local s11 = "a"
  if ((#t5 % 32) % 4 == 0) then
    local s12, n13 = s11, 4294967295
    r6.b = N(x4)
  elseif true then
    x2 = x2 * n1
    n1 = n1 * (t5[((0 - 2) % 21)] or 4)
  end
  self.v = (self.v or 0) + 13; return self.v
end
local D9 = setmetatable({}, {__index = C8}); D9.__index = D9
function D9:step(x) return C8.step(self, x, 1) * 2 end
local n10 = 0
local o14 = {setmetatable({}, C8), setmetatable({v = 1}, D9), setmetatable({v = 0.5}, C8)}
for i7 = 1, 14 do
  n10 = n10 + o14[(i7 < 3 and 1 or 2)]:step(i7, 2)
end
show(n10, o14[1].v)
local r17 = {a = 1, b = 1e16, [1] = 5}
local r18 = setmetatable({}, {__index = r17})
local r19 = setmetatable({}, {__index = r18, __newindex = function(t, k, v) rawset(t, k, v) r17.b = k end})
local n16 = 0
for i15 = 1, 60 do
  n16 = n16 + N(r19.c) - N(r18.a)
  r18.c = x2
  if i15 == 14 then r17.c = 0.5 end
end
show(n16, r17.b, rawget(r19, "a"), N(r19[1]))
local g21, n22, n23 = {}, 0, 8
for i20 = 1, 8 do
  local own = i20 * 17
  g21[i20] = function(x)
    own = own + x; n23 = n23 + x
    return own + i20
  end
end
for _ = 1, 3 do for i24 = 1, #g21 do
  n22 = n22 + g21[i24](i24)
end end
show(n22, n23)
for i25 = 20, 1, -1 do
  every(3, x3, x3)
  local w26 = 0
  repeat
    w26 = w26 + 1
    local n27 = n22
  until w26 >= 11 or n27 ~= n27
end
local q28, n30 = {}, 0
for i29 = 1, 31 do q28[i29] = i29 * (5 - x1) end
q28[12] = true
for i31 = 1, 32 do
  n30 = n30 + N(q28[i31])
  x1 = x1 % math.sqrt((i31 ^ 3))
end
show(n30)
show(#q28)
show(n30, n23, n22, n16, n10, x4, x3, x2, x1)
show("sum", sum)
