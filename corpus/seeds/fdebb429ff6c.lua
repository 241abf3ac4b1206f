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
local x1 = (6 * 4294967295)
local x2 = (1e-7 + 32767)
local x3 = (("%d"):reverse())
local x4 = nil
local t5 = {2147483648, math.floor(16), N(x4), [10] = x2}
local r6 = {a = (4 % 7), b = 1, c = (-1 ^ 3)}
local function f8(n)
  local l0, l1, l2, l3, l4, l5 = -3, -3, 0.5, 0.5, 0.5, -3
  local l6, l7, l8, l9, l10, l11 = 0.5, 0.5, 0.5, 1, 0.5, 0.5
  local l12, l13 = 1, 0.5
  for i7 = 1, n do
    l2 = (N(l13) + N(l2)) % 97
    l9 = (N(l8) * N(l10)) % 97
    l8 = (N(l12) - N(l5)) % 97
    l12 = (N(l1) + N(l10)) % 97
    l8 = (N(l8) + N(l9)) % 97
    l4 = (N(l3) * N(l2)) % 97
    l6 = (N(l3) - N(l0)) % 97
    l6 = (N(l7) - N(l3)) % 97
    l1 = (N(l2) + N(l13)) % 97
    l4 = (N(l9) - N(l6)) % 97
    l12 = (N(l10) * N(l13)) % 97
    l2 = (N(l10) + N(l10)) % 97
    l4 = (N(l4) + N(l10)) % 97
    l13, l12 = l12, l13
    if i7 == 25 then l11 = "7" end
    if i7 % 5 == 0 then mix(l5) end
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11), S(l12), S(l13)}, ":")
end
show(f8(30))
local C10 = {}; C10.__index = C10
function C10:step(n1, n2)
  local w13 = 0
  while w13 < 20 do
    w13 = w13 + 1
  end
  self.v = (self.v or 0) + 10; return self.v
end
local D11 = setmetatable({}, {__index = C10}); D11.__index = D11
local n12 = 0
local o14 = {setmetatable({}, C10), setmetatable({v = 1}, D11), setmetatable({v = 0.5}, C10)}
for i9 = 1, 60 do
  n12 = n12 + o14[(i9 < 2 and 1 or 2)]:step(i9, 2)
end
show(n12, o14[1].v)
for i15, n16 in ipairs(t5) do
  mix(i15)
  x1 = x1 + x2
  show(i15, n16)
end
local w17 = 0
while w17 < 13 do
  w17 = w17 + 1
  local i18 = w17
end
for i19 = 50, 1, -1 do
  t5[i19] = (r6.a + i19)
  every(8, x1)
  mix((x1 ^ 3))
end
local function f22(x, y) if x == 10 then return end return x, y, x end
local function f23(...) return nil, ... end
local function f24(a, c, d)
  if a == 7 then a = c end
  return f23(a, d)
end
local n21 = 0
for i20 = 1, 60 do
  local p, q, r = f24(f23(f22(i20, 2)))
  n21 = n21 + N(p) * 2 + N(q) - N(r)
  mix(select('#', f24(f23(f22(i20, 2)))))
  mix(#{f24(f23(f22(i20, 2)))})
end
show(n21)
show(n21, n12, x4, x3, x2, x1)
show("sum", sum)
