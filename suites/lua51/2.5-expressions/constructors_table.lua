-- Table constructors: mixed items, order, trailing calls, nils, nesting, many items.
local function f() return 1, 2, 3 end
local function none() end
local function count(t) local n = 0 for _ in pairs(t) do n = n + 1 end return n end
for i, t in ipairs({
  {}, { 1 }, { 1, 2, 3 }, { f() }, { f(), f() }, { (f()) }, { f(), 10 }, { 10, f() }, { f(), nil }, { nil, nil, 3 }, { none() }, { none(), none() },
  { 1, none() }, { x = f() }, { [1] = "a", "b" }, { "b", [1] = "a" }, { [2] = "x", "y", "z" }, { 1, 2; 3, x = 4; 5, }, { { {} }, { 1, { 2 } } },
  { n = 1, n = 2 }, { f(), x = 1 }, { x = 1, f() }, { [f()] = "key" }, { [1.5] = 1, [-1] = 2, [true] = 3 },
}) do print(i, #t, count(t), t[1], t[2], t[3], t.x, t.n) end
local big = loadstring("return {" .. ("7, "):rep(1000) .. "}")()
print(#big, big[1], big[500], big[1000])
local order = {}
local function o(v) order[#order + 1] = v return v end
local t = { o(1), [o("k")] = o("v"), o(2), y = o("y"), o(3) }
print(table.concat(order, " "), t[1], t[2], t[3], t.k, t.y)
local function va(...) return { ... }, { ..., "end" }, { "start", ... }, { n = select("#", ...), ... } end
local a, b, c, d = va(1, 2, 3)
print(#a, #b, #c, d.n, b[1], b[2], c[4])
