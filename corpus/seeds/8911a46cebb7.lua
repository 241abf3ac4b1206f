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
local x1 = (0.5 % 4)
local x2 = 14
local x3 = S(19)
local x4 = nil
local t5 = {256, (10 % 10), 2}
local r6 = {a = x1, b = 1, c = (t5[16] or 4)}
local function f8(...)
  local s = 0
  local a, b, c = ...; s = N(a) + N(c)
  return s, ...
end
local n9 = 0
for i7 = 1, 30 do
  n9 = n9 + N((f8(i7)))
  mix(select("#", f8(i7)))
end
show(n9)
local s10 = x3
local function f12(n)
  local l0, l1, l2, l3, l4, l5 = 1, 0.5, 0.5, 1, -3, -3
  local l6, l7, l8, l9, l10, l11 = -3, 1, 0.5, 1, -3, -3
  for i11 = 1, n do
    l7 = (N(l10) * N(l10)) % 97
    l9 = (N(l7) - N(l1)) % 97
    l6 = (N(l6) * N(l6)) % 97
    l3 = (N(l0) - N(l0)) % 97
    l5 = (N(l4) * N(l4)) % 97
    l2 = (N(l7) - N(l0)) % 97
    if i11 == 10 then l2 = "7" end
    if i11 % 5 == 0 then mix(l7) end
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11)}, ":")
end
show(f12(30))
local z16 = 0
local e14, o15 = {0, -z16, (0/0), -1, 0.5, -2.5, 127}, {}
for i13 = 0, 48 do
  local x, y = e14[i13 % 7 + 1], e14[(i13 - i13 % 7) / 7 + 1]
  local r0 = x * -1
  local r1 = math.min(x, y)
  local r2 = 0 * x
  local r3 = x / y
  o15[i13 + 1] = S(r0) .. " " .. S(r1) .. " " .. S(r2) .. " " .. S(r3)
end
show(table.concat(o15, "|"))
local r19 = {a = 1, b = 4294967296, [1] = 5}
local r20 = setmetatable({}, {__index = r19})
local r21 = setmetatable({}, {__index = r20, __newindex = function(t, k, v) rawset(t, k, v) r19.b = k end})
local n18 = 0
for i17 = 1, 60 do
  n18 = n18 + N(r21["a"]) - N(r20.a)
  r20[1] = x2
  if i17 == 18 then rawset(r21, "a", i17) end
end
show(n18, r19.b, rawget(r21, "a"), N(r21[1]))
show(n18, s10, n9, x4, x3, x2, x1)
show("sum", sum)
