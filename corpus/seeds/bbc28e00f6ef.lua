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
local x1 = 2
local x2 = math.abs(0)
local x3 = S(65536)
local x4 = nil
local t5 = {(x2 + x1)}
local r6 = {a = (x1 / 5), b = 128, c = (t5[3] or 17)}
local w7 = 0
repeat
  w7 = w7 + 1
  x1 = x1 * (t5[w7] or w7)
  local w9 = 0
  repeat
    w9 = w9 + 1
    mix((3 + 1))
    x1 = x1 * x2
    local n10 = (N(nil) - x1)
  until w9 >= 4 or n10 ~= n10
  local n8 = w7
until w7 >= 52 or n8 ~= n8
local q11, n13 = {}, 0
for i12 = 1, 14 do q11[i12] = i12 * (14 % n13) end
q11[5] = "x"
for i14 = 1, 15 do
  n13 = n13 + N(q11[i14])
  x1 = ((t5[i14] or 4) / i14)
end
show(n13)
show(#q11)
local function f16(n)
  local l0, l1, l2, l3, l4, l5 = -3, 1, -3, -3, 0.5, -3
  local l6, l7, l8, l9, l10, l11 = 1, 1, -3, 0.5, -3, 1
  local l12, l13, l14, l15, l16, l17 = 1, -3, 1, 0.5, -3, 0.5
  local l18, l19, l20, l21, l22, l23 = 0.5, 0.5, 1, 0.5, 1, -3
  local l24, l25, l26 = 1, 0.5, 0.5
  for i15 = 1, n do
    l4 = math.sqrt(l20)
    l26 = math.sqrt(l15)
    l24 = -l1
    l0 = l22 ^ 2 % 1e6
    l11 = i15
    l11 = l11 + i15
    l7 = l7 % l15
    l7 = l5 * l23 % 11
    l23 = -l3
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11), S(l12), S(l13), S(l14), S(l15), S(l16), S(l17), S(l18), S(l19), S(l20), S(l21), S(l22), S(l23), S(l24), S(l25), S(l26)}, ":")
end
show(f16(45))
local m19 = {}
m19.__sub = function(l, r)
  l = type(l) == "table" and l.v or l
  r = type(r) == "table" and r.v or r
  return setmetatable({v = (N(l) - N(r)) % 1009}, m19)
end
m19.__lt = function(l, r) return N(l.v) < N(r.v) end
m19.__le = function(l, r) return N(l.v) <= N(r.v) end
m19.__eq = function(l, r) return l.v == r.v end
m19.__unm = function(o) return setmetatable({v = -N(o.v)}, m19) end
m19.__call = function(o, x) return N(o.v) + N(x) end
local k18, n20 = setmetatable({v = x1}, m19), 0
for i17 = 1, 60 do
  local other = setmetatable({v = i17}, m19)
  k18 = i17 - k18
  if k18 ~= other then n20 = n20 + 1 end
  mix(k18(i17))
end
show(n20, k18.v)
show(n20, n13, x4, x3, x2, x1)
show("sum", sum)
