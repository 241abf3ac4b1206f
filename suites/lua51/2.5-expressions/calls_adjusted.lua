-- How many values calls and varargs give in each place.
local function f(...) return ... end
local function g() return "a", "b", "c" end
local function n(...) return select("#", ...) end
print(n(g()), n(g(), g()), n(g(), 1), n((g())), n(1, g()), n(f()), n(f(), f()), n((f())), n(f(nil)), n(f(nil, nil)))
local a, b, c, d = g()
print(a, b, c, d)
a, b, c, d = g(), g()
print(a, b, c, d)
a, b, c, d = (g())
print(a, b, c, d)
a, b = f()
print(a, b)
print(#{ g() }, #{ g(), g() }, #{ (g()) }, #{ g(), nil }, g() .. "x", g() == "a", -#g(), not g())
local function r1() return g() end
local function r2() return (g()) end
local function r3() return g(), g() end
local function r4() return g(), "z" end
local function r5() return f(g()) end
local function r6(...) return ..., "end" end
local function r7(...) return (...) end
print(n(r1()), n(r2()), n(r3()), n(r4()), n(r5()), n(r6(1, 2, 3)), n(r7(1, 2)), n(r7()))
print((f(1, 2, 3)), f(1, 2, 3), (f()))
for i, v in f(ipairs({ 5, 6 })) do io.write(i, v, " ") end
print(g(), (g()), g())
print(string.rep(g(), 3), ("x"):rep(f(2, 9)), math.max(f(3, 9, 4)), math.max((f(3, 9, 4))), #g(), type(g()), type((f(nil))))
