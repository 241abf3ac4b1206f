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
local x1 = -0
local x2 = 3
local x3 = "line\n"
local x4 = nil
local t5 = {5e-324, N(nil), (x1 + x2)}
local r6 = {a = 2147483647, b = 15, c = math.min(x1, 17)}
local b8, v9 = pcall(function()
  for i7 = 1, 41 do
    if i7 == 13 then error("\0z") end
  end
end)
show(b8, type(v9) == "table" and v9.code or v9)
local q11, n12 = nil, 0
for i10 = 1, 40 do
  q11 = {next = q11, value = "s" .. i10}
  if i10 % 6 == 0 then q11.next.next = q11.next end
  if i10 % 6 == 0 then q11 = q11.next end
end
local function n13(t, depth)
  local n = 1
  if type(t) ~= "table" or depth > 60 then return N(t) end
  for _, k in ipairs({"next", "left", "right", "value", "first", "last", "size", "key"}) do
    if t[k] ~= t then n = (n * 3 + n13(t[k], depth + 1)) % 1000003 end
  end
  return n
end
show(n12, n13(q11, 0))
local w16, n15 = {1, 2, 3, v = x2}, 0
local function setw16()
  w16[2] = "7"
end
for i17 = 1, 1 do
  for i14 = 1, 47 do
    n15 = n15 - w16[2] * i14
    if i14 == 25 then setw16() end
  end
  mix(n15)
end
show(n15)
local q18, n20 = {}, 0
for i19 = 1, 60 do q18[i19] = i19 * x1 end
q18[16] = "7"
for i21 = 1, 62 do
  n20 = n20 + N(q18[i21])
  local r22 = {a = math.ceil(i21), b = (-9007199254740993 / n20), c = (t5[11] or 17), e = x4}
end
show(n20)
show(#q18)
b8 = (not x4)
show(n20, n15, n12, b8, x4, x3, x2, x1)
show("sum", sum)
