-- __call: arguments, results, tail calls, chains and where it is not followed.
local t = setmetatable({ name = "t" }, { __call = function(self, ...)
  return self.name, select("#", ...), ...
end })
print(t())
print(t(nil))
print(t(1, 2, 3))
print((t(1, 2)))
print(select("#", t(nil, nil)))
print(pcall(t, "via pcall"))
local function tail(...) return t(...) end
print(tail("tail", "call"))
t.method = t
print(t:method("self") == "t", (select(3, t:method("self"))) == t)
print(t "string")
print(t { 1 } == "t")
local counter = setmetatable({ n = 0 }, { __call = function(self, by)
  self.n = self.n + (by or 1)
  return self.n
end })
for i = 1, 5 do counter(i) end
print(counter.n, counter(), counter(-1))
-- A __call that is itself a callable table is not an answer in 5.1.
local chain = setmetatable({}, { __call = setmetatable({},
  { __call = function() return "chained" end }) })
print(pcall(chain, 1))
print(pcall(setmetatable({}, { __call = 5 })))
print(pcall(setmetatable({}, {})))
for v in setmetatable({ left = 3 },
  { __call = function(s) s.left = s.left - 1 return s.left > 0 and s.left or nil end }) do
  print("iterator", v)
end
print(table.concat({ ("abc"):gsub("%w", setmetatable({}, { __index = { a = "1" } })) }, " "))
print(pcall(string.gsub, "abc", "%w", setmetatable({}, { __call = function(_,
  c) return c .. c end })))
print(pcall(table.sort, { 2, 1 }, setmetatable({}, { __call = function() return true end })))
local co = coroutine.wrap(function(...) return t(...) end)
print(co("in a coroutine"))
local class = setmetatable({}, { __call = function(cls, x) return setmetatable({ x = x },
  cls) end })
class.__index = class
function class:get() return self.x end
print(class(5):get(), class("a"):get())
print(pcall(function() local obj = {}; obj.field() end))
print(pcall(function() local obj = {}; obj() end))
local u = newproxy(true)
getmetatable(u).__call = function(self, a) return type(self), a end
print(u(9))
debug.setmetatable(1, { __call = function(n, x) return n + x end })
print((5)(6), pcall(7, 8))
debug.setmetatable(1, nil)
print(pcall(7, 8))
