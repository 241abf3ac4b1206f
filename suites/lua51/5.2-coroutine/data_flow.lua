-- Values through resume and yield: counts, nils, varargs, tables by reference, both directions.
local function counts(...) return select("#", ...), ... end
local co = coroutine.create(function(...)
  local r = { counts(...) }
  for i = 1, 4 do r = { counts(coroutine.yield(unpack(r, 1, 8))) } end
  return counts(unpack(r, 1, r[1] + 1))
end)
print(coroutine.resume(co)) print(coroutine.resume(co, nil))
print(coroutine.resume(co, 1, nil, 3)) print(coroutine.resume(co, nil, nil))
print(coroutine.resume(co, "end"))
print(coroutine.resume(co))
local t = { n = 0 }
local inc = coroutine.wrap(function(x)
  while true do
    x.n = x.n + 1 x = coroutine.yield(x) or x
  end
end)
print(inc(t) == t, t.n, inc() == t, t.n)
local u = { n = 100 }
print(inc(u) == u, u.n, t.n)
local pass = coroutine.wrap(function(...)
  local a = { ... }
  while true do
    a = { coroutine.yield(unpack(a)) }
  end
end)
print(pass(1, 2, 3)) print(pass("a")) print(pass()) print(pass(false, true))
local big = {}
for i = 1, 200 do big[i] = i end
local echo = coroutine.wrap(function(...)
  local n = select("#", ...)
  while true do
    n = select("#", coroutine.yield(n, ...))
  end
end)
print((echo(unpack(big)))) print((select(200, select(2, echo(unpack(big, 1, 50)))))) print((echo()))
local expr = coroutine.wrap(function()
  local a = coroutine.yield(1) + coroutine.yield(2) * coroutine.yield(3)
  return a
end)
print(expr(), expr(10), expr(20), expr(30))
local tab = coroutine.wrap(function()
  local x = { coroutine.yield("a"), coroutine.yield("b"), k = coroutine.yield("c"),
    coroutine.yield("d") }
  return #x, x[1], x[2], x[3], x[4], x.k
end)
print(tab()) print(tab(1, "dropped")) print(tab(2)) print(tab("key")) print(tab(3, 4))
local cond = coroutine.wrap(function()
  if coroutine.yield("?") then
    return "yes"
  elseif coroutine.yield("??") then
    return "maybe"
  end
  return "no"
end)
print(cond(), cond(nil), cond(1))
local loop = coroutine.wrap(function()
  for i = coroutine.yield("from"), coroutine.yield("to"), coroutine.yield("step") do
    coroutine.yield(i)
  end
  return "done"
end)
print(loop(), loop(2), loop(6), loop(2), loop(), loop(), loop())
local cat = coroutine.wrap(function()
  return coroutine.yield("x") .. coroutine.yield("y") .. "!"
end)
print(cat(), cat("left"), cat("right"))
local meth = coroutine.wrap(function()
  local o = { v = 1 } function o:add(a, b)
    self.v = self.v + a * b
    return self
  end
  return o:add(coroutine.yield("a"), coroutine.yield("b")):add(coroutine.yield("c"), 1).v
end)
print(meth(), meth(2), meth(3), meth(10))
local tail = coroutine.wrap(function() return coroutine.yield("tail") end)
print(tail()) print(tail(1, nil, 3))
