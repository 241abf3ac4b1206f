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
local x1 = 127
local x2 = ("10" + 9007199254740992)
local x3 = (("a" .. 12):sub(1, 24))
local x4 = nil
local t5 = {13, [11] = (x2 / x1)}
local r6 = {a = 4, b = 11, c = 1}
local t7, n8 = {}, 0
for i = 1, 37 do t7[i * 2] = i end
for i = 1, 0 do t7["k" .. i] = true end
local k9, v10 = next(t7) while k9 ~= nil do
  n8 = n8 + N(v10); mix(k9)
  if n8 % 2 == 0 then t7[k9] = "5" end
  k9, v10 = next(t7, k9)
end
show(n8, #t7, (next(t7)))
local l11 = {}
for i = 1, 30 do l11[i] = i * 20 % 8 end
local function f12(x, y) return x > y end
show(pcall(table.sort, l11, f12))
show(table.concat(l11, " "))
for i = 1, 30 do
  mix(table.remove(l11))
  if i % 2 == 0 then table.insert(l11, 1, i) end
end
show(table.concat(l11, " "))
local r13 = {a = 6, b = n8, c = (2147483648 ^ 0.5)}
local r16 = {a = 1, b = 1e100, [1] = 5}
local r17 = setmetatable({}, {__index = function(t, k) return r16[k] end})
local r18 = setmetatable({}, {__index = r17, __newindex = function(t, k, v) rawset(t, k, v) r16.b = k end})
local n15 = 0
for i14 = 1, 7 do
  n15 = n15 + N(r18.b) - N(r17[1])
  r18[1] = 1e15
  if i14 == 5 then getmetatable(r18).__index = r16 end
end
show(n15, r16.b, rawget(r18, "a"), N(r18[1]))
local function g20(n) return coroutine.wrap(function()
  for k = 1, n do coroutine.yield(k) end
end) end
for i19 in g20(30) do
  local b21, n22 = (12 % 3 == 0), n15
  x1 = math.min(i19, n22)
end
local p24, p25, p26 = x1, 128, (math.min(18, 10) * n8)
for i23 = 1, 50 do
  p24, p25, p26 = p26, p24, p25
  mix(p26)
  mix(x3)
end
show(p24, p25, p26)
show(p26, p25, p24, n15, n8, x4, x3, x2, x1)
show("sum", sum)
