-- Shadowing in every construct, and locals whose initializer uses the outer one.
local x = "outer"
local function show(tag) io.write(tag, "=", tostring(x), " ") end
do
  local x = x .. "1" io.write("do=", x, " ") do
    local x = x .. "2" io.write("do=", x, " ")
  end
  io.write("do=", x, " ")
end
show("after")
for x = 1, 2 do io.write("for=", x, " ") local x = x * 10 io.write("in=", x, " ") end
for x, y in ipairs({ "p" }) do io.write("gen=", x, y, " ") end
while x do local x = "while" io.write(x, " ") break end
repeat local x = "repeat" io.write(x, " ") until x == "repeat"
if x then local x = "then" io.write(x, " ") else local x = "else" end
show("end") print()
local function f(x) local x = x and x + 1 or "none" return x end
print(f(1), f(), x)
local x = { x = x }
print(type(x), x.x)
local x = x.x
print(x)
local y, y, z = 1, 2, 3
print(y, z)
local function g(a, a) return a end
print(g(1, 2))
local a = 1
local a, b = a + 1, a
print(a, b)
local function rec(n) local rec = function() return "inner " .. n end return rec() end
print(rec(3))
local h = function() return h == nil end
print(h())
local k k = function() return k ~= nil end
print(k())
local fs = {}
local v = 0
fs[1] = function() return v end
local v = v + 1
fs[2] = function() return v end
do local v = v + 1 fs[3] = function() v = v + 1 return v end end
v = 100
print(fs[1](), fs[2](), fs[3](), fs[3]())
for i = 1, 2 do local i = i + 10 fs[i] = function() i = i + 1 return i end end
print(fs[11](), fs[12](), fs[11]())
local p = (function(p) p = p + 1 return function() p = p + 1 return p end end)(10)
print(p(), p())
local print = function(...) _G.print("shadowed", ...) end
print(1)
local string = { upper = function(s) return "mine" end }
print(string.upper("x"), ("x"):upper(), _G.string.upper("x"))
local _G = { print = 5 }
print(_G.print)
