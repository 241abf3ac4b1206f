-- Collections in the middle of calls, metamethods, comparators, iterators, string building.
local gc = collectgarbage
local t = setmetatable({}, { __index = function(_, k) gc() return k .. "!" end, __newindex = function(s, k, v) gc() rawset(s, k, v) end, __call = function(_, ...) gc() return ... end, __concat = function(a, b) gc() return "cat" end })
t.x = "stored"
print(t.x, t.y, t(1, {}, "z") == 1, t .. "x", "x" .. t)
local list = { "d", "b", "a", "c" }
table.sort(list, function(a, b) gc() return a < b end)
print(table.concat(list))
print((("abc"):gsub("%w", function(c) gc() return c .. ("."):rep(2) end)))
for k, v in pairs({ a = 1, b = 2 }) do gc() end
for w in ("x y z"):gmatch("%a") do gc() io.write(w, " ") end
print()
local co = coroutine.wrap(function(...) local a = { ... } gc() coroutine.yield(#a) gc() return { #a } end)
print(co(1, 2, 3))
print(co()[1])
print(pcall(function() local s = {} gc() error(s) end))
print(select("#", (function(...) gc() return ... end)(1, nil, {}, "s")))
local s = ""
for i = 1, 20 do s = s .. i if i % 5 == 0 then gc() end end
print(s, #loadstring("return '" .. s .. "'")(), loadstring("collectgarbage() return ...")({}) ~= nil)
