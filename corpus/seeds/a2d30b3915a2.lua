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
local x1 = (4 / 9007199254740991)
local x2 = (x1 + 8)
local x3 = "a,b,c"
local x4 = nil
local t5 = {(7 * 13), 1, x2, 1e15, (x1 - 8)}
local r6 = {a = (t5[19] or 19), b = x1, c = 9007199254740991}
local function f8(n)
  local l0, l1, l2, l3, l4, l5 = 1, -3, 1, 0.5, -3, -3
  local l6, l7, l8, l9, l10, l11 = 1, -3, 1, 0.5, 1, 1
  for i7 = 1, n do
    l0 = l3 % 7
    l5 = l0 + i7
    l8 = l10 / 3
    l11 = l1 + l6
    l9 = l3 + l3
    l2 = math.floor(l4)
    l11 = l5 % 7
    l0 = math.max(l10, l3)
    if l6 == l11 then l6 = i7 end
    l5, l7 = l7, l5
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11)}, ":")
end
show(f8(31))
local o10, n11 = setmetatable({}, {__index = {}}), 0
local f12, f13
do local kept = x3; f12 = function() return kept end
  f13 = function(x) kept = x end end
for i9 = 1, 40 do
  setmetatable(o10, {__index = {other = i9 / 2}})
  local seen = o10.other
  if type(seen) == "table" then seen = seen[1] elseif type(seen) == "function" then
    seen = seen() end
  n11 = n11 + N(seen); mix(seen)
  local garbage = "g" .. i9
end
show(n11, type(f12()), x1)
local r16 = {a = 1, b = x1, [1] = 5}
local r17 = setmetatable({}, {__index = r16})
local r18 = setmetatable({}, {__index = r17, __newindex = r17})
local n15 = 0
for i14 = 1, 44 do
  n15 = n15 + N(r18[i14]) - N(r17.a)
  r18[1] = x2
  if i14 == 28 then r16.a = nil end
end
show(n15, r16.b, rawget(r18, "a"), N(r18[1]))
local v19 = (t5[10] or 19)
for i20 = 1, 51 do
  if i20 == 42 then v19 = true end
  mix(N(v19) - i20)
  if type(v19) == "number" then v19 = v19 + (i20 + i20) end
  every(8, v19, nil)
  x4 = t5[i20]
end
show(v19)
r6.c = r6.a
local r23 = {a = 1, b = n11, [1] = 5}
local r24 = setmetatable({}, {__index = function(t, k) return r23[k] end})
local r25 = setmetatable({}, {__index = r24, __newindex = function(t, k, v) rawset(t, k, v) r23.b = k end})
local n22 = 0
for i21 = 1, 60 do
  n22 = n22 + N(r25[i21]) - N(r24.c)
  r24[1] = i21
  if i21 == 18 then rawset(r25, "a", i21) end
end
show(n22, r23.b, rawget(r25, "a"), N(r25[1]))
local b27, v28 = pcall(function()
  for i26 = 1, 21 do
    if i26 == 7 then error({code = 3}) end
  end
end)
show(b27, type(v28) == "table" and v28.code or v28)
show(b27, n22, v19, n15, n11, x4, x3, x2, x1)
show("sum", sum)
