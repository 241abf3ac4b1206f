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
local x1 = 4294967295
local x2 = x1
local x3 = "\0z"
local x4 = nil
local t5 = {(12 / 16), (x1 * x1), x1, 255, 2}
local r6 = {a = 2, b = 6, c = 18}
local n9 = 0
for i7 = 1, 30 do
  for i8 = 1, 1 do
    n9 = n9 + i7 * i8
    mix(x4)
    r6.b = (i8 / r6.b)
    if (i8 % 2 == 0) then break end
  end
end
show(n9)
local g11, n12, n13 = {}, 0, n9
for i10 = 1, 24 do
  local own = i10 * 7
  g11[i10] = function(x)
    own = own + x; n13 = n13 + 1
    return own * i10
  end
end
for _ = 1, 2 do for i14 = 1, #g11 do
  n12 = n12 + g11[i14](i14)
end end
show(n12, n13)
local l16, o17 = {1, 2, 3, 4, 5}, ""
for i15 = 1, 30 do
  local w = "hello"
  o17 = o17 .. w:sub(i15 % 9 - 4)
  o17 = o17 .. S((i15 - 9) % 4)
  o17 = o17 .. S((w:byte(i15 % 9 - 4)))
  if #o17 > 40 then mix(o17); show(o17); o17 = o17:sub(-3) end
end
show(o17, #l16, table.concat(l16, ","))
local t19, n20 = {0, 3, 6, 9, 12, 15, 18}, 0
for i18 = 1, 60 do
  local k = i18 + 3
  n20 = n20 + N(t19[k])
end
show(n20, #t19, t19[0], t19[-1], t19[8])
for s23 in ("1,2,30"):gmatch("%w+") do
  show(n12)
  local s24 = x3
end
show(n20, n13, n12, n9, x4, x3, x2, x1)
show("sum", sum)
