-- Calls with strings, tables, long strings; methods; chains of them.
local function show(...) local r = {} for i = 1, select("#", ...) do r[i] = type((select(i, ...))) .. ":" .. tostring((select(i, ...))):sub(1, 5) end print(#r, table.concat(r, " ")) return show end
local function id(...) return ... end
show"string" show'single' show[[long]] show[==[longer]==] show{} show() show(1, 2)
show"a""b"'c'
id(show)"after"
local t = { f = id, sub = { g = function(s, ...) return ... end } }
function t:m(...) return self == t, ... end
print(t.f"x", t.f{ 1 }[1], t.sub.g(1, 2), t.sub:g"y", t:m"z", t:m{ 2 }, t:m())
print(t["f"]"x", (t.f)"x", t.f(t).f"x", t:m(t), ("x"):rep(3):upper():len())
print(#t.f"abc", -t.f"5", t.f"a".."b", not t.f(nil), t.f(1) + t.f(2))
local s = "text"
print(s:sub(2, 3), s:upper():lower(), ("%d"):format(3), ("a,b"):find(",", 1, true), #s:rep(2))
local obj = { n = 0 }
function obj:add(x) self.n = self.n + x return self end
print(obj:add(1):add(2):add(3).n, obj.add(obj, 4).n, obj["add"](obj, 5).n)
local function curry(a) return function(b) return function(c) return a .. b .. c end end end
print(curry"x""y""z", curry(1)(2)(3))
