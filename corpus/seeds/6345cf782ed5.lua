local _fuel = 6000
local function S(v)
  if type(v) == "nan" then
    return v ~= v and "nan" or tostring(v)
  end
  if type(v) == "string" then
    return v
  end
  if v == nil or type(v) == "boolean" then
    return tostring(v)
  end
  return type(v)
end
local function N(v)
  if type(v) == "number" then
    return v
  end
  if type(v) == "string" then
    return tonumber(v) or #v
  end
  return v and 1 or 0
end
local function show(...)
  local out = {}
  for k = 1, select("#", ...) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    out[k] = S((select(k, ...)))
  end
  io.write(table.concat(out, " "), "\n")
end
local calls, sum = 0, 0
local function every(n, ...)
  calls = calls + 1
  if calls % n == 0 then
    show(...)
  end
end
local function mix(v)
  if type(v) == "number" then
    if v > - 1000000000000000.0 and v < 1000000000000000.0 then
      sum = (sum * 31 + v) % 1000003
    else
      sum = (sum + 7) % 1000003
    end
  elseif type(v) == "string" then
    sum = (sum * 31 + #v) % 1000003
  elseif v then
    sum = (sum * 3 + 1) % 1000003
  end
end
local x1 = 2.2250738585072014e-308
local x2 = 3
local x3 = (("10" .. "hello"):sub(1, 24))
local x4 = nil
local t5 = {N(x4), (false and 18 or x2)}
local r6 = {a = N(x4), b = x2, c = (x1 % x1)}
for i7 = 60, 1, - 1 do
  for i8 = 1, 5 do
    r6.b = x1
    t5[- 0] = (t5[12] or 7)
  end
end
local co10 = coroutine.wrap(function(n)
  local t, s = setmetatable({}, {__index = function(_, k)
    return k + 1
  end}), 0
  local function give(x)
    if x % 3 == 0 then
      return coroutine.yield(x)
    end
    return x
  end
  for k = 1, 40 do
    s = s + N(give(k)) - t[k]
    if k % 3 == 0 then
      mix(pcall(function()
        return t + coroutine.yield(k)
      end))
    end
  end
  return n
end)
local n11 = 0
for i9 = 1, 80 do
  local ok, v12, more = pcall(co10, i9)
  n11 = n11 + N(more) + N(v12)
  if not ok then
    mix(v12)
    break
  end
end
show(n11)
local w13 = 0
while w13 < 60 do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  w13 = w13 + 1
  x2 = x2 % w13
  every(10, x4)
  local s14 = ((((x3):sub(- 2, - 1))):gsub("a", "bc"))
end
for _once = 1, 1 do
  t5[#x3] = (x2 % x1)
end
local q16, n17 = nil, 0
for i15 = 1, 40 do
  local node, key = q16, i15 * 19 % 31
  if not node then
    q16 = {key = key, value = {i15}}
  end
  while node do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    local side = key < node.key and "left" or "right"
    if not node[side] then
      node[side] = {key = key, value = {i15}}
      break
    end
    node = node[side]
    n17 = n17 + 1
  end
end
local function n18(t, depth)
  _fuel = _fuel - 1
  if _fuel < 0 then
    return
  end
  local n = 1
  if type(t) ~= "table" or depth > 60 then
    return N(t)
  end
  do
    local _turn76 = 0
    for _, k in ipairs({"next", "left", "right", "value", "first", "last", "size", "key"}) do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      _turn76 = _turn76 + 1
      if _turn76 == 9 then
        t = "10"
      end
      if t[k] ~= t then
        n = (n * 3 + n18(t[k], depth + 1)) % 1000003
      end
    end
  end
  return n
end
show(n17, n18(q16, 0))
show(n17, n11, x4, x3, x2, x1)
show("sum", sum)
