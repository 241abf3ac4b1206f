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
local x1 = 128
local x2 = (1e-7 % 0)
local x3 = (("1e2"):sub(2))
local x4 = nil
local t5 = {9007199254740991, -1e308, (x1 * x1), 0.1, [11] = 6}
local r6 = {a = 0, b = N(x4), c = 1e-7}
local z10 = 0
local e8, o9 = {-z10, (0/0), 1e16, -9007199254740993, 1e100}, {}
for i7 = 0, 24 do
  local x, y = e8[i7 % 5 + 1], e8[(i7 - i7 % 5) / 5 + 1]
  local r0 = x % y
  local r1 = math.abs(- x)
  local r2 = x / 1
  o9[i7 + 1] = S(r0) .. " " .. S(r1) .. " " .. S(r2)
end
show(table.concat(o9, "|"))
local function g12(n) return coroutine.wrap(function()
  for k = 1, n do coroutine.yield(k) end
end) end
for i11 in g12(30) do
  t5[#x3] = x2
  for i13, n14 in pairs(t5) do
    mix(i13)
    every(80, i13, n14)
  end
end
local g16, n17, n18 = {}, 0, x1
for i15 = 1, 24 do
  local own = i15 * 14
  g16[i15] = function(x)
    own = own + x; n18 = n18 + own
    return own - i15
  end
  if own > 2 then break end
end
for _ = 1, 1 do for i19 = 1, #g16 do
  n17 = n17 + g16[i19](i19)
end end
show(n17, n18)
r6.b = (t5[8] or 6)
local function f21(n)
  local l0, l1, l2, l3, l4, l5 = 0.5, -3, -3, 0.5, -3, 0.5
  local l6, l7, l8, l9, l10, l11 = 1, 0.5, 0.5, -3, -3, -3
  for i20 = 1, n do
    l11 = l1 ^ 2 % 1e6
    l4 = l0 * l5 % 11
    l6 = math.max(l7, l1)
    l3 = l2 % 7
    l10 = l1 ^ 2 % 1e6
    if l2 < l2 then l2 = i20 end
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11)}, ":")
end
show(f21(22))
local co24 = coroutine.create(function(a, ...)
  for k = 1, 28 do
    a = N(a) + N((coroutine.yield(k, a , k * 2)))
  end
  error({})
end)
local n23 = 0
for i22 = 1, 26 do
  local b25, v26, more = coroutine.resume(co24, i22)
  n23 = n23 + N(v26) + N(more)
  if not b25 then mix(type(v26)) end
end
show(n23, coroutine.status(co24))
local c28, n29 = function(x) if x > 5 then return -x end return x end, 0
for i27 = 1, 18 do
  if i27 == 17 then c28 = function(x, y) return x, y end end
  local first, second = c28(i27, 2)
  n29 = n29 + N(first) + N(second)
end
show(n29)
show(n29, n23, n18, n17, x4, x3, x2, x1)
show("sum", sum)
