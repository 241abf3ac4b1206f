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
local x1 = ((1/0) / 6)
local x2 = (9007199254740991 - 1e16)
local x3 = type(nil)
local x4 = nil
local t5 = {x1, 1e16, (false and 16 or 19), [15] = (5e-324 * 127)}
local r6 = {a = 2, b = (-9007199254740993 * 5), c = N(x4)}
local t8 = {}
for i7 = 1, 6 do
  t8["k" .. i7 % 9] = N(t8["k" .. i7 % 9]) + i7
end
local n9 = 0
for k10, v11 in pairs(t8) do n9 = n9 + v11; mix(k10) end
show(n9)
show(#t8, (next(t8)))
local z15 = 0
local e13, o14 = {0, -z15, (0/0), (0/0), 256, 1e15}, {}
for i12 = 0, 35 do
  local x, y = e13[i12 % 6 + 1], e13[(i12 - i12 % 6) / 6 + 1]
  local r0 = 1 / x
  local r1 = x ^ 1
  local r2 = 0 + x
  o14[i12 + 1] = S(r0) .. " " .. S(r1) .. " " .. S(r2)
end
show(table.concat(o14, "|"))
local o17, n18 = setmetatable({}, {__index = {}}), 0
local f19, f20
do local kept = ""; f19 = function() return kept end
  f20 = function(x) kept = x end end
for i16 = 1, 40 do
  o17[{i16}] = i16
  if i16 % 9 == 0 then collectgarbage() end
  local seen = f19()
  if type(seen) == "table" then seen = seen[1] elseif type(seen) == "function" then
    seen = seen() end
  n18 = n18 + N(seen); mix(seen)
  local garbage = {}
end
show(n18, type(f19()), 6)
local m23 = {__index = function(t, k) return #k + 15 end}
local r22 = setmetatable({a = 1, b = 2}, m23)
local n24 = 0
for i21 = 1, 56 do
  n24 = n24 + r22.c + r22.a
  if i21 == 54 then setmetatable(r22, {__index = {c = 0.5}}) end
  r22[i21 % 7] = i21
end
show(n24, rawget(r22, "c"), rawget(r22, 3))
local function f26(n)
  local l0, l1, l2, l3, l4, l5 = -3, 1, 1, 1, 1, -3
  for i25 = 1, n do
    l5 = math.sqrt(l4)
    l4 = l0 * l5 % 11
    l5 = l4 % l2
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5)}, ":")
end
show(f26(50))
show(n24, n18, n9, x4, x3, x2, x1)
show("sum", sum)
local gone; local function last(x) local y = gone.field return y end
last(1)
