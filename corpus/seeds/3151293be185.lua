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
local x1 = (32767 / 11)
local x2 = x1
local x3 = (("0x10" .. 8):sub(1, 24))
local x4 = nil
local t5 = {8, N(x4), 9}
local r6 = {a = 32767, b = (x1 % 2147483647), c = math.max(x1, 2)}
local p9 = {5, 6, 7, x = 1, y = 2}
local q10, n8 = {8, 9, 10, x = 3, y = 4}, 0
local function f11() local u, w = 0, 1
  return function(x) u = u + x; return u * 2 + w end, function(x) u = u - x; w = x;
    return u end end
local f12, f13 = f11()
for i7 = 1, 60 do
  local a, c = i7 % 3 + 1, i7 * 2 % 3 + 1
  rawset(p9, "x", i7)
  n8 = n8 + f12(i7) - f13(2) + f12(1)
  n8 = n8 + q10.x - q10[2]
  n8 = n8 + p9[c] - q10.x
  q10.x = i7; p9[a] = q10.x + p9[a] % 99
end
show(n8, p9[1], p9.x, q10[2])
local v14 = (false and 10 or 0.1)
for i15 = 1, 27 do
  if i15 == 7 then v14 = 2^53 end
  mix(N(v14) + i15)
  if type(v14) == "number" then v14 = v14 + x1 end
  x2 = x2 * ((x2 * x2) / (t5[i15] or i15))
  local i16, n17 = 5, i15
end
show(v14)
local v18 = (14 - 14)
for i19 = 1, 41 do
  if i19 == 22 then v18 = true end
  mix(N(v18) * i19)
  if type(v18) == "number" then v18 = v18 + (t5[5] or 5) end
  t5[((6 + ((i19 * i19) % 22)) % 19)] = (1e100 * n8)
  t5[#t5 % 64 + 1] = 0.5
end
show(v18)
local b20, v21 = pcall(function()
  local x23 = math.abs
  for i22 = 1, 5 do
    mix(x23(i22))
    if i22 == 4 then x23 = print end
  end
  return 1
end)
show(b20, v21)
local co26 = coroutine.create(function(a, ...)
  for k = 1, 35 do
    a = N(a) + N((coroutine.yield(k, a , k * 2)))
  end
  return "done"
end)
local n25 = 0
for i24 = 1, 40 do
  local b27, v28, more = coroutine.resume(co26, i24)
  n25 = n25 + N(v28) + N(more)
  if not b27 then mix(type(v28)) end
end
show(n25, coroutine.status(co26))
show(v18)
local m31 = {}
m31.__div = function(l, r)
  l = type(l) == "table" and l.v or l
  r = type(r) == "table" and r.v or r
  return setmetatable({v = (N(l) - N(r)) % 1009}, m31)
end
m31.__lt = function(l, r) return N(l.v) < N(r.v) end
m31.__le = function(l, r) return N(l.v) <= N(r.v) end
m31.__eq = function(l, r) return l.v == r.v end
m31.__unm = function(o) return setmetatable({v = -N(o.v)}, m31) end
m31.__call = function(o, x) return N(o.v) + N(x) end
local k30, n32 = setmetatable({v = 1}, m31), 0
for i29 = 1, 28 do
  local other = setmetatable({v = i29}, m31)
  k30 = i29 / k30
  if k30 <= other then n32 = n32 + 1 end
  mix(k30(i29))
end
show(n32, k30.v)
show(n32, n25, v21, b20, v18, v14, n8, x4, x3, x2)
show("sum", sum)
