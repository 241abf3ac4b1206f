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
local x1 = 1e15
local x2 = (true and x1 or x1)
local x3 = ""
local x4 = nil
local t5 = {x1}
local r6 = {a = (x2 % -1), b = x1, c = (t5[2] or 10)}
local l8, n10 = {true, print, -0, false, 0/0, 1}, 0
for i7 = 1, 30 do
  local v9 = l8[i7 % 6 + 1]
  if not v9 then
    n10 = n10 + 12
    x2 = x2 * (t5[6] or i7)
  elseif v9 then
    n10 = n10 - i7
    t5[0.5] = math.abs((- i7))
  elseif not v9 then
    n10 = n10 - 5
    mix(x3)
  elseif v9 ~= l8[i7 % 2 + 1] then
    n10 = n10 - i7
    x1 = n10
  end
end
show(n10)
local m14, m15 = {}, {}
m14.__lt = function(l, r) return l.v < r.v end
m14.__eq = function(l, r) return l.v == r.v end
m15.__concat = function(l, r) return "w" .. S(type(r)) end
m15.__eq = function() return true end
local k16, n12, s13 = setmetatable({v = 0}, m14), 0, ""
for i11 = 1, 25 do
  local o = setmetatable({v = i11 % 8}, i11 > 9 and m15 or m14)
  if getmetatable(o) == m14 and k16 <= o then n12 = n12 + i11 end
end
show(n12, s13)
r6.c = (- r6.b)
local z20 = 0
local e18, o19 = {0, -z20, 1, (0/0), 0.1, 9007199254740992}, {}
for i17 = 0, 35 do
  local x, y = e18[i17 % 6 + 1], e18[(i17 - i17 % 6) / 6 + 1]
  local r0 = math.ceil(x * y)
  local r1 = x * -1
  local r2 = math.max(y, x)
  local r3 = math.floor(x) * 10
  o19[i17 + 1] = S(r0) .. " " .. S(r1) .. " " .. S(r2) .. " " .. S(r3)
end
show(table.concat(o19, "|"))
local function f23(x, y) if x == 21 then return end return x, y, x end
local function f24(...) return 1, ... end
local function f25(a, c, d)
  if a == 8 then return end
  return a, c, d
end
local n22 = 0
for i21 = 1, 60 do
  local p, q, r = f24(f25(f23(i21, 3)))
  n22 = n22 + N(p) * 2 + N(q) - N(r)
  mix(select('#', f24(f25(f23(i21, 3)))))
  mix(#{f24(f25(f23(i21, 3)))})
end
show(n22)
local p28 = {5, 6, 7, x = 1, y = 2}
local q29, n27 = p28, 0
local function f30() local u, w = 0, 1
  return function(x) u = u + x; return u * 2 + w end, function(x) u = u - x; w = x;
    return u end end
local f31, f32 = f30()
for i26 = 1, 60 do
  local a, c = i26 % 3 + 1, i26 * 1 % 3 + 1
  n27 = n27 + q29[c] - p28[a]
  n27 = n27 + f31(i26) - f32(2) + f31(1)
  n27 = n27 + q29.x - q29.x
  q29[2] = i26; p28[1] = q29[2] + p28[1] % 99
  rawset(q29, 1, i26)
end
show(n27, p28[1], p28.x, q29[2])
show(n27, n22, n12, n10, x4, x3, x2, x1)
show("sum", sum)
