-- Indexing with every kind of key expression, and when keys are evaluated.
local log = {}
local function note(v) log[#log + 1] = tostring(v) return v end
local t = { a = 1, b = { c = 2 }, [1] = "one", [2] = "two", [true] = "yes", [0.5] = "half" }
print(t.a, t["a"], t["" .. "a"], t[("a"):lower()], t.b.c, t.b["c"], t["b"].c)
print(t[1], t[1.0], t[2 - 1], t[#t], t[true], t[1 == 1], t[0.5], t[1 / 2], t[not nil])
t[note("k1")], t[note("k2")] = note("v1"), note("v2")
print(table.concat(log, " "))
log = {}
local u = { x = {} }
u[note("x")][note("y")] = note("z")
print(table.concat(log, " "), u.x.y)
log = {}
print(u[note("x")][note("y")], table.concat(log, " "))
local i = 1
local list = { 10, 20, 30 }
i, list[i] = 2, "first"
print(i, list[1], list[2])
list[i], i = "second", 3
print(i, list[2], list[3])
local a = { 1 }
local b = a
a[1], a = a[1] + 1, { 100 }
print(b[1], a[1])
a[1] = (function() a = { 200 } return 5 end)()
print(a[1])
local holder = { inner = { v = 1 } }
local function replace() holder.inner = { v = 2 } return 9 end
holder.inner.w = replace()
print(holder.inner.w, holder.inner.v)
local n = { n = { n = { n = "end" } } }
n.n.n, n.n = "cut", n.n.n
print(n.n.n, type(n.n))
local s = "key"
local o = { key = "by name", s = "by letter" }
print(o[s], o.s, o["s"], o[ [[key]] ])
for _, k in ipairs({ "and", "end", "nil", "function" }) do o[k] = #k end
print(o["and"], o["end"], o["nil"], o["function"])
local f = setmetatable({}, { __index = function(_, k)
  log[#log + 1] = "?" .. tostring(k)
  return k
end })
log = {}
local x, y = f[note(1)], f[note(2)]
print(x, y, table.concat(log, " "))
log = {}
print(f.a .. f.b, f[f[1]], f[f.c .. f.d], table.concat(log, " "))
