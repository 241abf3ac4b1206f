-- Functions defined in every form; parameters missing and surplus; recursion.
local function l(a, b) return a, b end
function g(a, b) return a, b end
local t = { a = { b = {} } }
function t.f(a) return a end
function t.a.f(a) return a end
function t.a.b.f(a) return a end
function t:m(a) return self, a end
function t.a.b:m(a) return self, a end
t.anon = function(a) return a end
t["with space"] = function(a) return a end
print(l(1), l(1, 2), l(1, 2, 3), g(), t.f(1), t.a.f(2), t.a.b.f(3), t.anon(4), t["with space"](5))
print(t:m(1) == t, select(2, t:m(1)), t.a.b:m(2) == t.a.b, (select(2, t.a.b:m(2))), t.m(1, 2))
g = nil
local fact
fact = function(n) if n == 0 then return 1 end return n * fact(n - 1) end
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
print(fact(10), fib(12))
local f = function(n) if n == 0 then return "end" end return f and f(n - 1) or "no upvalue" end
print(f(0), f(1))
print((function(a, b) return a + b end)(1, 2), (function(...) return select("#", ...) end)(1, nil), (function() end)())
local function va(a, ...) local b, c = ... return a, b, c, select("#", ...) end
print(va(), va(1), va(1, 2), va(1, 2, 3), (va(1, 2, 3, 4)))
local function shadow(a, a) return a end
print(shadow(1, 2))
