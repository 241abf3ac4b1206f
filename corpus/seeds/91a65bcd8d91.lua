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
local x1 = (13 - 7)
local x2 = (255 * (0/0))
local x3 = "a,b,c"
local x4 = nil
local t5 = {x2, (x2 / x2)}
local r6 = {a = x2, b = 12, c = 8}
local function f8(n)
  local l0, l1, l2, l3, l4, l5 = 1, 0.5, -3, 1, 1, 1
  local l6, l7, l8, l9, l10, l11 = 0.5, 0.5, -3, 1, 1, 1
  local l12, l13, l14, l15, l16, l17 = 0.5, -3, 1, -3, 1, 0.5
  local l18, l19, l20, l21, l22, l23 = 1, -3, 1, 1, -3, 1
  local l24, l25, l26 = 0.5, -3, 1
  for i7 = 1, n do
    l1 = math.sqrt(l3)
    l6 = math.floor(l5)
    l24 = l26 - l16
    l22 = math.max(l14, l11)
    l4 = math.floor(l3)
    l14 = math.abs(l6)
    l6 = l21 * l17 % 11
    l26 = i7
    l0 = math.floor(l5)
    l2 = l19 + i7
    l21 = math.max(l8, l26)
    l19 = l6 / 3
    l8 = l2 / 3
    if l13 < l6 then l13 = i7 end
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11), S(l12), S(l13), S(l14), S(l15), S(l16), S(l17), S(l18), S(l19), S(l20), S(l21), S(l22), S(l23), S(l24), S(l25), S(l26)}, ":")
end
show(f8(60))
local l9 = {}
for i = 1, 30 do l9[i] = i * 5 % 30 end
local function f10(x, y) return tostring(x) < tostring(y) end
show(pcall(table.sort, l9, f10))
show(table.concat(l9, " "))
for i = 1, 30 do
  mix(table.remove(l9, math.ceil(#l9 / 2)))
  if i % 2 == 0 then table.insert(l9, i) end
end
show(table.concat(l9, " "))
local w11 = 0
while w11 < 13 do
  w11 = w11 + 1
  if (x2 >= x1) then
    mix(x4)
    local w12 = 0
    while w12 < 15 do
      w12 = w12 + 1
    end
  end
end
show(x4, x3, x2, x1)
show("sum", sum)
