-- Functions in tables, as arguments and results; equality of functions and closures.
local function add(a, b) return a + b end
local t = { add = add, [add] = "as key", sub = function(a, b) return a - b end }
print(t.add(1, 2), t.sub(5, 3), t[add], t.add == add, t.sub == add)
local function compose(f, g) return function(...) return f(g(...)) end end
local inc, double = function(x) return x + 1 end, function(x) return x * 2 end
print(compose(inc, double)(5), compose(double, inc)(5), compose(compose(inc, inc), double)(1))
local function make() return function() end end
print(make() == make(), print == print, make == make, string.rep == ("").rep)
local function curry(f, a) return function(b) return f(a, b) end end
print(curry(add, 10)(5), curry(curry(function(a, b) return curry(add, a * b)(0) end, 3), 4) ~= nil)
local map = function(f, l) local r = {} for i, v in ipairs(l) do r[i] = f(v) end return r end
print(table.concat(map(double, { 1, 2, 3 }), " "), table.concat(map(tostring, { true, false }), " "))
print((function(...) return select("#", ...) end)(nil, nil), (function() end)() == nil)
