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
local x1 = 32767
local x2 = 9007199254740991
local x3 = S(6)
local x4 = nil
local t5 = {-2147483649, x1, N(x4), (x1 - 15), [12] = 65536}
local r6 = {a = (-2.5 / -9007199254740993), b = 32767, c = x2}
local u8 = 0
local function f9(x) u8 = x end
local function f10(n)
  local s = 0
  for i7 = 1, n do
    s = s + N(u8)
    if i7 == 21 then f9(1e300) end
    u8 = N(u8) + 1
  end
  return s
end
show(f10(28), u8)
local m13 = {}
m13.__pow = function(l, r)
  l = type(l) == "table" and l.v or l
  r = type(r) == "table" and r.v or r
  return setmetatable({v = (N(l) + N(r)) % 1009}, m13)
end
m13.__lt = function(l, r) return N(l.v) < N(r.v) end
m13.__le = function(l, r) return N(l.v) <= N(r.v) end
m13.__eq = function(l, r) return l.v == r.v end
m13.__unm = function(o) return setmetatable({v = -N(o.v)}, m13) end
m13.__call = function(o, x) return N(o.v) + N(x) end
local k12, n14 = setmetatable({v = -2.5}, m13), 0
for i11 = 1, 32 do
  local other = setmetatable({v = i11}, m13)
  k12 = i11 ^ k12
  if k12 == other then n14 = n14 + 1 end
  mix((-k12).v)
end
show(n14, k12.v)
local t16, n17 = {0, 3, 6}, 0
for i15 = 1, 60 do
  local k = i15 * 0.5 - 2
  n17 = n17 + N(t16[k])
end
show(n17, #t16, t16[0], t16[-1], t16[4])
local function f18(n, s) if n <= 0 then return s end return 1 + f18(n - 1, s) end
show(f18(7, 1e15))
local q19, n21 = {}, 0
for i20 = 1, 60 do q19[i20] = i20 * 9007199254740992 end
q19[17] = 2^31
for i22 = 1, 60 do
  n21 = n21 + N(q19[i22])
  n17 = n17 * r6.b
end
show(n21)
show(#q19)
show(n21, n17, n14, u8, x4, x3, x2, x1)
show("sum", sum)
