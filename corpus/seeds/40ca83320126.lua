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
local x1 = 2.2250738585072014e-308
local x2 = (x1 + (1/0))
local x3 = (("a,b,c"):sub(2))
local x4 = nil
local t5 = {(0.1 / -0), 16, (0 - (0/0))}
local r6 = {a = (1/0), b = (x2 + 2147483647), c = (x2 ^ 2), e = nil}
local s7 = string.format("%5.2f|%s", 17, x3)
local w8 = 0
repeat
  w8 = w8 + 1
  x2, x1 = x1, x2 + w8
  local n9 = 2
until w8 >= 60 or n9 ~= n9
local w10 = 0
while w10 < 60 do
  w10 = w10 + 1
  for i11 = 0, 8, 2 do
    x1 = x1 % i11
  end
  if (w10 % 4 == 1) then
    every(10, x4)
  end
end
local co14 = coroutine.create(function(a, ...)
  for k = 1, 35 do
    a = N(a) + N((coroutine.yield(k, a , k * 2)))
  end
  error("inside")
end)
local n13 = 0
for i12 = 1, 40 do
  local b15, v16, more = coroutine.resume(co14, i12)
  n13 = n13 + N(v16) + N(more)
  if not b15 then mix(type(v16)) end
end
show(n13, coroutine.status(co14))
for i17 = 1, 60 do
  local t18 = {r6.b, 1e100, -1e308, 1}
  local s19, n20 = "\0z", ((n13 * n13) - ("1e2" + i17))
  every(10, n20)
  local r21 = {a = (t18[i17] or i17), b = x1, c = i17}
end
local m24 = {__index = function(t, k) return #k + 5 end}
local r23 = setmetatable({a = 1, b = 2}, m24)
local n25 = 0
for i22 = 1, 60 do
  n25 = n25 + r23.c + r23.b
  if i22 == 37 then m24.__index = function(t, k) return rawget(t, "a") end end
end
show(n25, rawget(r23, "c"), rawget(r23, 3))
local o27, n28 = setmetatable({}, {__index = {}}), 0
local f29, f30
do local kept = "1e2"; f29 = function() return kept end
  f30 = function(x) kept = x end end
for i26 = 1, 18 do
  o27[function() return i26 end] = i26
  if i26 % 3 == 0 then collectgarbage("step") end
  local seen = o27[1]
  if type(seen) == "table" then seen = seen[1] elseif type(seen) == "function" then
    seen = seen() end
  n28 = n28 + N(seen); mix(seen)
  local garbage = {}
end
show(n28, type(f29()), 3)
show(n28, n25, n13, s7, x4, x3, x2, x1)
show("sum", sum)
