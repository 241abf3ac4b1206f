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
local x1 = 2147483648
local x2 = x1
local x3 = "10"
local x4 = nil
local t5 = {1e100, 9007199254740992, 8, -2.5}
local r6 = {a = (1e-7 ^ -1), b = (x2 - x1), c = 1e-7}
local l7 = {}
for i = 1, 20 do l7[i] = i * 24 % 10 end
local function f8(x, y) if x == 3 then error("stop") end return x < y end
show(pcall(table.sort, l7, f8))
show(table.concat(l7, " "))
for i = 1, 20 do
  mix(table.remove(l7, 1))
  if i % 2 == 0 then table.insert(l7, i) end
end
show(table.concat(l7, " "))
t5[19] = 2147483648
local z12 = 0
local e10, o11 = {-z12, (0/0), -1, 1, 127, 2147483648}, {}
for i9 = 0, 35 do
  local x, y = e10[i9 % 6 + 1], e10[(i9 - i9 % 6) / 6 + 1]
  local r0 = x * 0
  local r1 = math.ceil(x * y)
  local r2 = math.max(0.5, x)
  o11[i9 + 1] = S(r0) .. " " .. S(r1) .. " " .. S(r2)
end
show(table.concat(o11, "|"))
local co15 = coroutine.create(function(a, ...)
  for k = 1, 17 do
    a = N(a) + N((coroutine.yield(k, a )))
  end
  return "done"
end)
local n14 = 0
for i13 = 1, 40 do
  local b16, v17, more = coroutine.resume(co15, i13)
  n14 = n14 + N(v17) + N(more)
  if not b16 then mix(type(v17)) end
end
show(n14, coroutine.status(co15))
local t18 = {r6.b, 65536, (x1 + -1), r6.c}
show(n14, x4, x3, x2, x1)
show("sum", sum)
