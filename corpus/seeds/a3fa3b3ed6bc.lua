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
local x1 = (1e16 / 13)
local x2 = (0 / 5e-324)
local x3 = " 7 "
local x4 = nil
local t5 = {(6 - x2), (14 + x1), 18, (x1 - x2)}
local r6 = {a = (x1 / 11), b = ((1/0) + x1), c = (x2 / x2), d = N(x4)}
x3 = S((x2 % x1))
local z10 = 0
local e8, o9 = {0.5, 128, 9007199254740992}, {}
for i7 = 0, 8 do
  local x, y = e8[i7 % 3 + 1], e8[(i7 - i7 % 3) / 3 + 1]
  local r0 = x / 1
  o9[i7 + 1] = S(r0)
end
show(table.concat(o9, "|"))
local function f11(n, s) if n <= 0 then return s end return 1 + f11(n - 1, s) end
show(f11(18, 0.5))
local m14 = {__index = function(t, k) return #k + 17 end}
local r13 = setmetatable({a = 1, b = 2}, m14)
local n15 = 0
for i12 = 1, 60 do
  n15 = n15 + r13.c + r13.a
  if i12 == 8 then m14.__index = function(t, k) return rawget(t, "a") end end
end
show(n15, rawget(r13, "c"), rawget(r13, 3))
local w16 = 0
repeat
  w16 = w16 + 1
  every(3, x3)
  local n17 = (w16 % x1)
until w16 >= 22 or n17 ~= n17
local co20 = coroutine.create(function(a, ...)
  for k = 1, 41 do
    a = N(a) + N((coroutine.yield(k, a )))
  end
  error({})
end)
local n19 = 0
for i18 = 1, 40 do
  local b21, v22, more = coroutine.resume(co20, i18)
  n19 = n19 + N(v22) + N(more)
  if not b21 then mix(type(v22)) end
end
show(n19, coroutine.status(co20))
show(n19, n15, x4, x3, x2, x1)
show("sum", sum)
