-- Coroutines that metamethods, comparators and gsub resume; each runs to its own yield.
local function gen(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end
local t = setmetatable({}, { __index = function(s, k) local g = gen(k) local x = 0 for v in g do x = x + v end rawset(s, k, x) return x end })
print(t[3], t[10], t[10], rawget(t, 3))
local g = gen(100)
print((("abc"):gsub("%w", function(c) return c .. g() end)))
local list = { 3, 1, 2 }
table.sort(list, function(a, b) return coroutine.wrap(function() coroutine.yield(a < b) end)() end)
print(table.concat(list, " "))
local add = setmetatable({}, { __add = function(_, n) local co = coroutine.create(function() local a = coroutine.yield(n) return a + n end) coroutine.resume(co) return select(2, coroutine.resume(co, 10)) end })
print(add + 5, add + 7)
print(pcall(coroutine.wrap(function() return table.foreach({ 1, 2 }, function(k, v) local c = coroutine.wrap(function() coroutine.yield(v) end) return c() end) end)))
local s = 0
for i = 1, 60 do s = s + (add + i) + gen(3)() end
print(s)
