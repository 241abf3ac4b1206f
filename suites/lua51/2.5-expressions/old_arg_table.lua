-- Vararg functions that do not use `...` have the table arg.
local function f(...) return arg.n, arg[1], arg[2], arg[3] end
print(f(), f(1), f(1, nil, 3), f("a", "b"))
local function g(a, ...) return a, arg.n, #arg, arg[1] end
print(g(), g(1), g(1, 2, 3))
local function h(...) local n = select("#", ...) return n, arg == _G.arg, type(arg) end
print(h(1, 2))
local function i(...) arg[1] = "changed" arg.n = arg.n + 10 return arg[1], arg.n end
print(i(1), i(1))
local function j(...) return (function() return arg.n end)() end
print(j(1, 2, 3))
local function k(...) local s = 0 for _, v in ipairs(arg) do s = s + v end return s, unpack(arg, 1, arg.n) end
print(k(1, 2, 3), k())
local s = 0
for n = 1, 100 do s = s + (f(unpack({}, 1, n % 5))) end
print(s)
print(type(_G.arg), arg[0] ~= nil)
