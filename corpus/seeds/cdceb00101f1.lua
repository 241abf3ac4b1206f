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
local x1 = 7
local x2 = 4294967295
local x3 = S(7)
local x4 = nil
local t5 = {(x1 + 4294967295), (x1 ^ 0.5), 12, 18, 18}
local r6 = {a = (t5[3] or 19), b = (x2 + x1), c = x1}
local function f9(x, y) if x == 18 then return end return x, y, x end
local function f10(...) return nil, ... end
local function f11(a, c, d)
  if a == 7 then return 1 end
  return d
end
local n8 = 0
for i7 = 1, 60 do
  local p, q, r = f11(f10(f9(i7, 2)))
  n8 = n8 + N(p) * 2 + N(q) - N(r)
  mix(select('#', f11(f10(f9(i7, 2)))))
  mix(#{f11(f10(f9(i7, 2)))})
end
show(n8)
local function f12(n, s) if n <= 0 then return s end return f12(n - 1, s + n) end
show(f12(15, 1e15))
local o14, n15 = setmetatable({}, {__index = {}}), 0
local f16, f17
do local kept = x3; f16 = function() return kept end
  f17 = function(x) kept = x end end
for i13 = 1, 40 do
  f17({i13})
  local seen = o14.field
  if type(seen) == "table" then seen = seen[1] elseif type(seen) == "function" then
    seen = seen() end
  n15 = n15 + N(seen); mix(seen)
  local garbage = {{}, {}}
end
show(n15, type(f16()), 8)
local co20 = coroutine.create(function(a, ...)
  for k = 1, 13 do
    a = N(a) + N((coroutine.yield(k, a )))
  end
  return "done"
end)
local n19 = 0
for i18 = 1, 38 do
  local b21, v22, more = coroutine.resume(co20, i18)
  n19 = n19 + N(v22) + N(more)
  if not b21 then mix(type(v22)) end
end
show(n19, coroutine.status(co20))
local t24, n25 = {0, 3, 6, 9, 12, 15, 18, 21, 24, 27}, 0
for i23 = 1, 60 do
  local k = 4 - i23
  n25 = n25 + N(t24[k])
  if i23 % 4 == 0 then t24[k] = k end
end
show(n25, #t24, t24[0], t24[-1], t24[11])
local C27 = {}; C27.__index = C27
function C27:step(n1, n2)
  x1 = (7 / 11)
  self.v = (self.v or 0) + 7; return self.v
end
local D28 = setmetatable({}, {__index = C27}); D28.__index = D28
local n29 = 0
local o30 = {setmetatable({}, C27), setmetatable({v = 1}, D28), setmetatable({v = 0.5}, C27)}
for i26 = 1, 39 do
  n29 = n29 + o30[i26 % 3 + 1]:step(i26, 2)
end
show(n29, o30[1].v)
show(n29, n25, n19, n15, n8, x4, x3, x2, x1)
show("sum", sum)
