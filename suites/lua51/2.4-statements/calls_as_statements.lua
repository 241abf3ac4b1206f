-- Call statements, call syntax without parentheses, methods and chains.
local t = { name = "t", list = {} }
function t.plain(...)
  print("plain", select("#", ...), type((...)) ~= "table" and (...))
  return t
end
function t:method(...)
  print("method", self == t, select("#", ...), type((...)) ~= "table" and (...))
  return self
end
function t.list.deep(x) print("deep", x) return function(y) print("inner", y) return y end end
function t.list:own(x) print("own", self == t.list, x) end
t.plain()
t.plain(nil)
t.plain "string"
t.plain { 1, 2 } .plain [[long]]
t.plain 'a' .plain "b" :method "c" :method()
t:method(1, nil, nil)
t:method { }
t.plain(true, "two")
t.method(t, "explicit")
t.list.deep "x" "y"
t.list.deep(1)(2)
t.list:own(5)
t["plain"](6)
t["list"]["deep"](7);
(t.plain or print)("parenthesised")
;(function(...) print("immediate", ...) end)(1, 2)
local f = t.plain
f(f == t.plain)
print(("text"):upper(), ("%d"):format(5), #("abc"):rep(2))
local name = "plain"
t[name](t[name] == f)
local made = {}
function made.a() return "a" end
function made:b() return self == made end
made.c = { d = {} }
function made.c.d.e() return "e" end
function made.c.d:f() return self == made.c.d end
print(made.a(), made:b(), made.c.d.e(), made.c.d:f())
print(pcall(function() made.x.y() end))
print(pcall(function() function made.x.y() end end))
print((print "value"))
print((print()), select("#", print()))
local log = {}
local function chain(x) log[#log + 1] = x return chain end
chain(1)(2)(3) "four" { } [[six]]
print(#log, log[4], log[6])
