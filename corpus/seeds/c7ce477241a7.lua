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
local x1 = 19
local x2 = 2.2250738585072014e-308
local x3 = "%d"
local x4 = nil
local t5 = {18, [8] = 8}
local r6 = {a = (t5[11] or 9), b = (- 13), c = x2}
local t8 = {}
for i7 = 1, 18 do
  t8[19 - i7] = N(t8[19 - i7]) + i7
end
local n9 = 0
for k10, v11 in pairs(t8) do n9 = n9 + v11; mix(k10) end
show(n9)
show(#t8, (next(t8)))
local p13, p14, p15, p16, p17 = -1, (x1 - 1e-7), x2, ((n9 - 7) - (t5[3] or 11)), -2.5
for i12 = 1, 44 do
  p13, p14, p15, p16, p17 = p15, p16, p17, N(p13) + i12, p14
  mix(p14)
end
show(p13, p14, p15, p16, p17)
local function g19(n) return coroutine.wrap(function()
  for k = 1, n do coroutine.yield(k) end
end) end
for i18 in g19(28) do
  local v20, n21 = x4, N(x4)
  every(4, v20)
end
show(p17, p16, p15, p14, p13, n9, x4, x3, x2, x1)
show("sum", sum)
