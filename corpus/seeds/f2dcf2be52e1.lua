-- Table constructors: positions, keys, calls in the last place, order and long lists.
local function three() return 1, 2, 3 end
local function none() end
local function show(t)
  local parts = {}
  for i = 1, 8 do parts[i] = tostring(t[i]) end
  print(#t, table.concat(parts, " "))
end
show({})
show({ three() })
show({ three(), three() })
show({ (three()) })
show({ three(), nil })
show({ none() })
show({ none(), none() })
show({ 0, none() })
show({ 0, none(), 1 })
show({ three(), none() })
show({ x = three(), three() })
show({ [1] = "a", "b" })
show({ "b", [1] = "a" })
show({ [2] = "x", "a", "b", "c" })
show({ "a", "b", [2] = "x", "c" })
show({ [three()] = "key", [4] = three() })
show({ 1, 2; 3, n = 0; 4, })
show({ (function(...) return ... end)(5, 6, 7) })
local t = { a = 1, ["b"] = 2, [3] = 3, [2 ^ 53] = 4, [true] = 5, [0.5] = 6, ["a b"] = 7, [-1] = 8,
  a2 = 9 }
print(t.a, t.b, t[3], t[2 ^ 53], t[true], t[0.5], t["a b"], t[-1], t.a2)
local d = { x = 1, x = 2, ["x"] = 3 }
print(d.x)
local nested = { { 1, { 2, { 3 } } }, k = { k = { k = "deep" } } }
print(nested[1][2][2][1], nested.k.k.k)
local function varargs(...) return { ... }, { ..., "end" }, { "start", ... },
  { n = select("#", ...), ... } end
local a, b, c, e = varargs(nil, 2, nil)
print(#b, b[1], b[2], #c, c[1], c[3], e.n, e[2])
for _, count in ipairs({ 49, 50, 51, 99, 100, 101, 500, 512, 1000 }) do
  local items = {}
  for i = 1, count do items[i] = i end
  local big = loadstring("return {" .. table.concat(items, ",") .. "}")()
  local open = loadstring("local f = ... return {" .. table.concat(items, ",") .. ", f()}")(three)
  print(count, #big, big[1], big[50], big[51], big[count], #open, open[count + 1], open[count + 3])
end
local order = {}
local function o(x) order[#order + 1] = x return x end
local _ = { o(1), [o("k")] = o("v"), o(2), o(3), x = o("x") }
print(table.concat(order, " "))
