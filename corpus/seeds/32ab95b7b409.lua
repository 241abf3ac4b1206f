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
local x1 = (6 - 0.5)
local x2 = math.max(x1, x1)
local x3 = "a,b,c"
local x4 = nil
local t5 = {3.7}
local r6 = {a = (x1 + x1), b = 2147483647, c = (t5[2] or 8)}
local q8, n9 = nil, 0
for i7 = 1, 40 do
  q8 = q8 or {first = 1, last = 0}
  q8.last = q8.last + 1; q8[q8.last] = i7
  if i7 % 3 == 0 then
    mix(type(q8[q8.first])); q8[q8.first] = nil
    q8.first = q8.first + 1
  end
end
local function n10(t, depth)
  local n = 1
  if type(t) ~= "table" or depth > 60 then return N(t) end
  for _, k in ipairs({"next", "left", "right", "value", "first", "last", "size", "key"}) do
    if t[k] ~= t then n = (n * 3 + n10(t[k], depth + 1)) % 1000003 end
  end
  return n
end
show(n9, n10(q8, 0))
local z13 = 0
local e12 = {"10", "B", "a\0", "10", "a\0"}
local n14, n15 = 0, 0
for i11 = 0, 49 do
  local x, y = e12[i11 % 5 + 1], e12[i11 * 3 % 5 + 1]
  if x == x then n14 = n14 + i11 else n14 = n14 - 1 end
  if not (x >= y) then n15 = n15 + i11 else n15 = n15 - 1 end
end
show(n14, n15)
show(x3, (((("\0z" .. 3):sub(1, 24)) .. type(x4)):sub(1, 24)))
n9 = (t5[14] or 17)
local t17, n18 = {0, 3, 6, 9}, 0
for i16 = 1, 60 do
  local k = i16 - 4
  n18 = n18 + N(t17[k])
  if i16 % 4 == 0 then t17[k] = i16 end
end
show(n18, #t17, t17[0], t17[-1], t17[5])
local function f20(n, ...)
  local s = 8
  for k = 1, 3 do s = N(s) % 1009 + k * n - k % 2 end
  local a, c = ..., n
  if n % 5 == 0 then return s end
  if n % 7 == 0 then return end
  return s, ..., 3
end
local n21 = 0
for i19 = 1, 60 do
  n21 = n21 + N((f20(i19)))
  f20(i19)
  n21 = n21 + N((f20(i19)))
end
show(n21)
show(n21, n18, n15, n14, n9, x4, x3, x2, x1)
show("sum", sum)
