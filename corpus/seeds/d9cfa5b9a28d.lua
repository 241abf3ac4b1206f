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
local x2 = 10
local x3 = S(12)
local x4 = nil
local t5 = {-1, ("10" * 16), (- 17), [9] = math.sqrt(14)}
local r6 = {a = 13, b = 3.7, c = (x1 / 4294967295)}
local function f9(x, y) if x == 34 then return end return x, y, x end
local function f10(...) return nil, ... end
local function f11(a, c, d)
  if a == 10 then return 1 end
  return (f9(c, a))
end
local n8 = 0
for i7 = 1, 60 do
  local p, q, r = f11(f10(f9(i7, 2)))
  n8 = n8 + N(p) * 2 + N(q) - N(r)
  mix(select('#', f11(f10(f9(i7, 2)))))
  mix(#{f11(f10(f9(i7, 2)))})
end
show(n8)
local b13, v14 = pcall(function()
  for i12 = 1, 60 do
    if i12 == 35 then error(((x3 .. "0x10"):sub(1, 24)), 2) end
  end
end)
show(b13, type(v14) == "table" and v14.code or v14)
local l16, o17 = {1, 2, 3, 4, 5}, ""
for i15 = 1, 30 do
  local w = "hello"
  o17 = o17 .. S((i15 - 9) % -4)
  if #o17 > 40 then mix(o17); show(o17); o17 = o17:sub(-3) end
end
show(o17, #l16, table.concat(l16, ","))
local l19, o20 = {1, 2, 3, 4, 5}, ""
for i18 = 1, 30 do
  local w = ""
  o20 = o20 .. select("#", w:find((i18 % 3 == 0) and "(l)(o)" or "l"))
  if #o20 > 40 then mix(o20); show(o20); o20 = o20:sub(-3) end
end
show(o20, #l19, table.concat(l19, ","))
local function f22(n)
  local l0, l1, l2, l3, l4, l5 = 0.5, 1, 0.5, -3, 0.5, -3
  local l6, l7, l8, l9, l10 = -3, -3, 1, 0.5, 1
  for i21 = 1, n do
    l2 = l1 + i21
    l6 = math.abs(l0)
    l9 = l4 * l7 % 11
    l4 = math.sqrt(l3)
    l4 = l5 ^ 2 % 1e6
    l9 = l8 * 0.5
    l5 = l1 % 7
    l0 = i21
    l0 = math.floor(l2)
    l3, l4 = l4, l3
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10)}, ":")
end
show(f22(60))
show(b13, n8, x4, x3, x2, x1)
show("sum", sum)
