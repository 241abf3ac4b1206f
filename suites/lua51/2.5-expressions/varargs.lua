-- The vararg expression in every position, in nested functions and at chunk level.
local function n(...) return select("#", ...) end
local function positions(...)
  local a = ...
  local b, c = ...
  local d, e, f = "first", ...
  local list = { ... }
  local last = { "x", ... }
  local cut = { ..., "x" }
  local paren = (...)
  print(n(...), a, b, c, d, e, f, #last, #cut, paren)
  return ...
end
print(positions())
print(positions(nil))
print(positions(1))
print(positions(1, 2, 3))
print(n(positions(nil, nil)))
local function sum(...)
  local total = 0
  for _, v in ipairs({ ... }) do total = total + v end
  return total
end
print(sum(), sum(1), sum(1, 2, 3, 4), sum(1, nil, 3))
local function tail(first, ...) return ... end
print(tail(), n(tail()), tail(1), tail(1, 2, 3))
local function mixed(a, ...)
  local inner = function(...) return a, ... end
  return inner(...)
end
print(mixed(1, 2, 3), n(mixed()), n(mixed(1)))
local function expression(...)
  return ... == 1, (...) and "yes" or "no", (... or "none") .. "", #{ ... }, -(... or 0)
end
print(expression(1, 2))
print(expression(3))
print(expression())
local function assign(...)
  local t = {}
  t.a, t.b, t.c = ...
  local x, y = (...), ...
  x, y = ..., "z"
  return t.a, t.b, t.c, x, y
end
print(assign(1, 2, 3, 4))
print(assign(nil, "b"))
local function inloop(...)
  local out = {}
  for i = ..., 3 do out[#out + 1] = i end
  for i, v in ipairs { ... } do out[#out + 1] = i .. "=" .. v end
  while n(...) > 5 do break end
  if ... then out[#out + 1] = "true" end
  return table.concat(out, " ")
end
print(inloop(1), inloop(2, 9))
local function unaffected(...)
  local a, b = ...
  a, b = "changed", "changed"
  return ...
end
print(unaffected(1, 2))
print(n(...) == n(...), loadstring("return select('#', ...), ...")("chunk", nil))
local function old(...) local arg = arg return type(arg) end
print(old(1), (function(...) return arg end)(1) == nil)
