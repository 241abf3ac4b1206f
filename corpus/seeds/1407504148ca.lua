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
local x1 = 14
local x2 = (x1 + 5)
local x3 = "line\n"
local x4 = nil
local t5 = {65536, nil}
local r6 = {a = (false and x2 or 2), b = ("10" - 13), c = 5}
local t8, l9 = setmetatable({}, {__mode = "kv"}), {}
collectgarbage() collectgarbage("stop")
local function f10(n)
  local kept = {}
  for i7 = 1, n do
    t8[function() return kept end] = i7
    if i7 % 4 == 0 then kept[#kept + 1] = t8[i7] end
    local object = newproxy(true)
    getmetatable(object).__gc = function() l9[#l9 + 1] = i7 end
    if i7 % 3 == 0 then kept[#kept + 1] = object end
  end
  return kept
end
local kept = f10(40)
collectgarbage() collectgarbage("stop")
local n11 = 0
for _ in pairs(t8) do n11 = n11 + 1 end
show(n11, table.concat(l9, ","), type(kept))
collectgarbage("restart")
local r14 = {a = 1, b = 1, [1] = 5}
local r15 = setmetatable({}, {__index = function(t, k) return r14[k] end})
local r16 = setmetatable({}, {__index = r15, __newindex = r14})
local n13 = 0
for i12 = 1, 60 do
  n13 = n13 + N(r16["a"]) - N(r15[1])
  r15.c = n11
  if i12 == 54 then r14.c = 0.5 end
end
show(n13, r14.b, rawget(r16, "a"), N(r16[1]))
local t17 = {(t5[1] or 19), N(x4), n13, (9 + n11)}
local o19, n20 = setmetatable({}, {__index = {}}), 0
local f21, f22
do local kept = x3; f21 = function() return kept end
  f22 = function(x) kept = x end end
for i18 = 1, 40 do
  o19[i18 / 2] = i18
  if i18 % 4 == 0 then collectgarbage("step") end
  local seen = o19[1]
  if type(seen) == "table" then seen = seen[1] elseif type(seen) == "function" then
    seen = seen() end
  n20 = n20 + N(seen); mix(seen)
  local garbage = "g" .. i18
end
show(n20, type(f21()), n11)
local l24, n26 = {true, "a", 1, "a"}, 0
for i23 = 1, 60 do
  local v25 = l24[i23 % 4 + 1]
  if v25 == "1" then
    n26 = n26 - i23
    local i27 = 12
  elseif type(v25) == "number" and v25 < 2 then
    n26 = n26 - i23
    x2 = x2 / 255
  elseif type(v25) == "number" and v25 < 2 then
    n26 = n26 - 7
    mix(((((x3 .. i23):sub(1, 24))):reverse()))
  elseif v25 ~= l24[i23 % 2 + 1] then
    n26 = n26 - i23
    t17[i23] = r6.c
  end
end
show(n26)
local z31 = 0
local e29, o30 = {0, -z31, (0/0), -1, 1, 0.1, 128}, {}
for i28 = 0, 48 do
  local x, y = e29[i28 % 7 + 1], e29[(i28 - i28 % 7) / 7 + 1]
  local r0 = math.floor(x + y)
  local r1 = x ^ 0
  local r2 = (y / x)
  local r3 = math.ceil(x * y)
  o30[i28 + 1] = S(r0) .. " " .. S(r1) .. " " .. S(r2) .. " " .. S(r3)
end
show(table.concat(o30, "|"))
show(n26, n20, n13, n11, x4, x3, x2, x1)
show("sum", sum)
local function last(x) for k = 1, 30 do x = x + k end return x .. {} end
show(last(2) + 1)
