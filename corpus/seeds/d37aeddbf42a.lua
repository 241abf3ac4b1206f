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
local x1 = (" 7 " - (1/0))
local x2 = 1e16
local x3 = "nil"
local x4 = nil
local t5 = {(5 / 3), 256, x2}
local r6 = {a = 1e-7, b = (x1 % x2), c = (- 19)}
local co9 = coroutine.create(function(a, ...)
  for k = 1, 37 do
    a = N(a) + N((coroutine.yield(k, a )))
  end
  return
end)
local n8 = 0
for i7 = 1, 40 do
  local b10, v11, more = coroutine.resume(co9, i7)
  n8 = n8 + N(v11) + N(more)
  if not b10 then mix(type(v11)) end
end
show(n8, coroutine.status(co9))
local t13 = {}
for i12 = 1, 48 do
  t13[i12 / 2] = N(t13[i12 / 2]) + i12
  if i12 % 2 == 0 then t13[i12 - 1] = nil end
end
local n14 = 0
for k15, v16 in pairs(t13) do n14 = n14 + v16; mix(k15) end
show(n14)
show(#t13, (next(t13)))
local function f18(n)
  local l0, l1, l2, l3, l4, l5 = 0.5, 1, 0.5, -3, -3, -3
  local l6, l7, l8, l9, l10, l11 = -3, -3, 1, 0.5, 0.5, 0.5
  local l12, l13, l14, l15, l16, l17 = -3, 0.5, 1, -3, -3, 1
  local l18, l19, l20, l21, l22, l23 = -3, -3, 1, -3, 1, 1
  local l24, l25, l26 = 1, 0.5, 1
  for i17 = 1, n do
    l16 = math.max(l16, l18)
    l14 = l4 - l7
    l3 = math.floor(l12)
    l21 = l5 * l16 % 11
    l9 = l20 % 7
    l17 = l11 + l16
    l6 = math.max(l12, l21)
    l22 = l4 * 0.5
    if l3 <= l5 then l3 = i17 end
    l4, l19 = l19, l4
  end
  return table.concat({S(l0), S(l1), S(l2), S(l3), S(l4), S(l5), S(l6), S(l7), S(l8), S(l9), S(l10), S(l11), S(l12), S(l13), S(l14), S(l15), S(l16), S(l17), S(l18), S(l19), S(l20), S(l21), S(l22), S(l23), S(l24), S(l25), S(l26)}, ":")
end
show(f18(46))
show(n14, n8, x4, x3, x2, x1)
show("sum", sum)
