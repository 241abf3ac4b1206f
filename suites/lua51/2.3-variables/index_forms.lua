-- Reading and writing fields in every syntactic form.
local t = { a = { b = { c = "deep" } }, [1] = { [2] = "num" }, f = function() return { r = "result" } end, s = "text" }
local k, one = "a", 1
print(t.a.b.c, t["a"]["b"]["c"], t[k].b["c"], t.a["b"].c, (t.a).b.c, ((t)["a"]).b.c)
print(t[1][2], t[one][one + 1], t[2 - 1][4 / 2], t.f().r, t["f"]()["r"], (t.f)().r, (t.f().r):upper(), t.s:len())
t.a.b.c, t["new"], t[k].x = 1, 2, 3
print(t.a.b.c, t.new, t.a.x)
t.f().r = "lost"
print(t.f().r)
local function g() return t end
g().a.b.c = "through call"
g()["g"] = g
print(t.a.b.c, t.g().g().g() == t, #g().s, -g().new)
t[t], t[print], t[true] = "self", "print", "true"
print(t[t], t[print], t[true], t[false], t[nil])
t.t = t
print(t.t.t.t.a.b.c, t.t.t == t)
do local t = t.a print(t.b.c) end
print(("x"):rep(3), ("%d"):format(5), #("abc"), ({ 1, 2, 3 })[2], ({ x = 1 }).x, (function() return { y = 2 } end)().y)
