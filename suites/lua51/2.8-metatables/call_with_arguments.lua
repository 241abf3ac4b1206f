-- __call: the object comes first, all arguments follow, all results come back.
local t = setmetatable({}, {
  __call = function(self, ...) return self ~= nil, select("#", ...), ... end,
})
print(t())
print(t(nil))
print(t(1, nil, 3, nil))
print((t(1, 2)))
print(({ t(1, 2) })[4], #{ t(7, 8, 9) })
print(pcall(t, "a", "b"))
print(select("#", t(unpack({}, 1, 50))))
local obj = { method = t }
print(obj:method(5))
print(obj.method(5))
local function tail(...) return t(...) end
print(tail(1, 2, 3))
print(xpcall(t, print))
local co = coroutine.wrap(function(...) return t(...) end)
print(co("in", "coroutine"))
print(pcall(table.foreach, { 10 }, t))
