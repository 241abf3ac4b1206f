-- Deeply nested expressions and calls: every temporary must keep its value.
local function f(...) return ... end
local function add(a, b) return a + b end
local a, b, c, d, e = 1, 2, 3, 4, 5
print(a + (b + (c + (d + (e + (a + (b + (c + (d + e)))))))))
print(((((((((a + b) * c) - d) / e) + a) * b) - c) + d) * e)
print(add(add(add(a, b), add(c, d)), add(add(d, e), add(a, add(b, add(c, d))))))
print(f(f(a, f(b)), f(f(f(c))), (f(d, e))))
print(#{ f(a, b), f(c, d), { f(d, e), f(a) } }, ({ f(a, b), f(c, d) })[3])
local t = { x = { y = { z = { 1, 2, { w = "deep" } } } } }
print(t.x.y.z[3].w, t["x"]["y"]["z"][t.x.y.z[1] + t.x.y.z[2]]["w"], t.x.y.z[#t.x.y.z].w)
print(a < b and (c > d and "p" or (e == 5 and (f(a) == 1 and "q" or "r") or "s")) or "t")
print((a .. b) .. (c .. d) .. e .. ((a + b) .. (c * d)) .. (a .. (b .. (c .. (d .. e)))))
local function g(x) a = a + x return a end
a = 1
print(a + g(1) + a + g(10) + a)
a = 1
print(g(1) + a, a + g(1), g(1) * 100 + a)
a = 1
local r = { a, g(1), a, g(1), [g(1)] = g(1), a }
print(r[1], r[2], r[3], r[4], r[5], r[6])
a = 1
print(a, g(1), a, g(1), a)
local x, y = a, g(1)
print(x, y, a)
a = 5
local p, q = a + 0, g(1) + a
print(p, q)
local s = "s"
local function change() s = s .. "!" return s end
print(s .. change() .. s .. change() .. s)
local u = { n = 0 }
local function bump() u.n = u.n + 1 return u end
print(u.n + bump().n + u.n * bump().n, bump().n - u.n, u.n)
print(not (a == b) == (a ~= b), -(-a) == a, not not a == true, #s .. #s == #s .. "" .. #s)
print((f(1, 2, 3)), (f()), f(f(), 1), f((f())), (f(f(f(7)))))
local v1, v2, v3 = f(1, 2), f(3, 4)
print(v1, v2, v3, (f(v1, v2)) + f(v3))
print(select("#", f(f(1, 2), f(3, 4), f(5, 6))), (select(2, f(1, f(2, 3)))))
local m = {}
function m:get(i) return self, i end
print(select("#", m:get(1)), (select(2, m:get(m.get(nil, 1)))) == nil, (select(2, m:get(9))))
