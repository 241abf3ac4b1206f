-- Function definitions: kinds of names, parameters, self, and returned counts.
function Global(a) return "global", a end
local function Local(a) return "local", a end
local t = { inner = {} }
function t.field(a) return "field", a end
function t.inner.field(a) return "inner field", a end
function t:method(a) return "method", self == t, a end
function t.inner:method(a) return "inner method", self == t.inner, a end
print(Global(1))
print(Local(1))
print(t.field(1))
print(t.inner.field(1))
print(t:method(1))
print(t.method(t, 1))
print(t.inner:method(1))
print(t.method(nil, 2))
Global = nil
print(Global)
local function params(a, b, ...) return a, b, select("#", ...), ... end
print(params())
print(params(1))
print(params(1, 2))
print(params(1, 2, 3))
print(params(1, 2, nil, nil))
print((function() end)(), select("#", (function() end)()), select("#", ((function() end)())))
print((function() return end)(), select("#", (function() return nil end)()))
local function early(x)
  if x == 1 then return "one" end
  if x == 2 then return "two", 2 end
  do return "rest", x end
end
print(early(1)) print(early(2)) print(early(3))
local function duplicate(a, a) return a end
print(duplicate(1, 2))
local function shadow(a) local a = a and a + 1 return a end
print(shadow(1), shadow())
local function forward() return t.later() end
function t.later() return "defined later" end
print(forward())
local even, odd
function even(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return even(n - 1) end
print(even(10), odd(10), even(7))
local compose = function(f, g) return function(...) return f(g(...)) end end
print(compose(tostring, math.max)(1, 5, 3), compose(type, tostring)(1))
print((function(n) local r = 1 for i = 2, n do r = r * i end return r end)(10))
print(type(function() end), (function(...) return select("#", ...) end)(nil, nil))
