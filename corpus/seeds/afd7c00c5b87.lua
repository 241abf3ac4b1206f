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
local x1 = 15
local x2 = x1
local x3 = "line\n"
local x4 = nil
local t5 = {(x1 + x1), 10, 2.2250738585072014e-308, 9007199254740992, N(nil)}
local r6 = {a = (t5[10] or 5), b = N(x4), c = 1e16, e = x4}
local l8, n10 = {"a", -0}, 0
for i7 = 1, 60 do
  local v9 = l8[i7 % 2 + 1]
  if type(v9) == "number" and v9 < 2 then
    n10 = n10 - i7
    n10 = N(v9)
  end
end
show(n10)
local t12, l13 = setmetatable({}, {__mode = "kv"}), {}
collectgarbage() collectgarbage("stop")
local function f14(n)
  local kept = {}
  for i11 = 1, n do
    t12[{}] = kept
    if i11 % 5 == 0 then kept[#kept + 1] = t12[i11] end
  end
  return #kept
end
local kept = f14(40)
collectgarbage() collectgarbage("stop")
local n15 = 0
for _ in pairs(t12) do n15 = n15 + 1 end
show(n15, table.concat(l13, ","), type(kept))
collectgarbage("restart")
local t16, n17 = {}, 0
for i = 1, 40 do t16[i / 2] = i end
for i = 1, 9 do t16["k" .. i] = true end
local k18, v19 = next(t16) while k18 ~= nil do
  n17 = n17 + N(v19); mix(k18)
  if n17 % 3 == 0 then t16[k18] = nil end
  k18, v19 = next(t16, k18)
end
show(n17, #t16, (next(t16)))
show(n17, n15, n10, x4, x3, x2, x1)
show("sum", sum)
