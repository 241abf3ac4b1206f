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
local x1 = (-1/0)
local x2 = x1
local x3 = "a,b,c"
local x4 = nil
local t5 = {[8] = (- x1)}
local r6 = {a = (3 + 1e16), b = x1, c = (t5[9] or 1)}
local z10 = 0
local e8, o9 = {(0/0), -1, 1, 0.5, 0.1, 1e100, 1e16, 3.7, -2147483648}, {}
for i7 = 0, 59 do
  local x, y = e8[i7 % 9 + 1], e8[(i7 - i7 % 9) / 9 + 1]
  local r0 = math.max(0.5, x)
  local r1 = x / 10
  local r2 = x + x - x
  o9[i7 + 1] = S(r0) .. " " .. S(r1) .. " " .. S(r2)
end
show(table.concat(o9, "|"))
for i11 = 0, 48, 2 do
  local function f12(n13, n14)
    if ((- i11) ~= (x1 + i11)) then
      n14 = (math.floor(n13) - (n13 / i11))
      r6.a = (math.abs(i11) / (t5[i11] or 11))
    else
      n13 = n13 + 9007199254740991
      n14 = n14 * x2
    end
    return 2
  end
  every(4, x4)
  t5[i11] = nil
end
local co17 = coroutine.create(function(a, ...)
  for k = 1, 23 do
    a = N(a) + N((coroutine.yield(k, a , k * 2)))
  end
  error("inside")
end)
local n16 = 0
for i15 = 1, 40 do
  local b18, v19, more = coroutine.resume(co17, i15)
  n16 = n16 + N(v19) + N(more)
  if not b18 then mix(type(v19)) end
end
show(n16, coroutine.status(co17))
for i20, n21 in pairs(t5) do
  mix(i20)
  every(2, i20, n21)
end
G25 = x1
local e24 = setmetatable({}, {__index = _G})
local function f23(n)
  local s = 0
  for i22 = 1, n do
    s = s + N(G25) - i22
    if i22 == 58 then G25 = i22 end
    if i22 % 6 == 0 then G25 = N(G25) + 1 end
  end
  return s
end
show(f23(60), f23(3), G25, rawget(e24, 'G25'))
G25 = nil
show(n16, x4, x3, x2, x1)
show("sum", sum)
