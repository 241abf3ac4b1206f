-- debug.getupvalue and setupvalue: names, values, shared upvalues, C functions.
local a, b = 1, { "b" }
local function f() return a, b end
local function g() a = a + 1 return a end
print(debug.getupvalue(f, 1))
print((debug.getupvalue(f, 2)), select(2, debug.getupvalue(f, 2)) == b)
print(debug.getupvalue(f, 3), debug.getupvalue(f, 0), debug.getupvalue(f, -1))
print(debug.setupvalue(f, 1, 10), f(), g(), a)
print(debug.setupvalue(f, 5, 10), debug.setupvalue(g, 1, "x"), pcall(g))
print(debug.getupvalue(print, 1), debug.getupvalue(string.gmatch("x", "x"), 1))
print(pcall(debug.getupvalue))
print(pcall(debug.getupvalue, f))
print(pcall(debug.getupvalue, {}, 1))
print(pcall(debug.setupvalue, f, 1))
print(pcall(debug.setupvalue, f))
print(debug.setupvalue(print, 1, 1))
local fs = {}
for i = 1, 3 do
  local n = i
  fs[i] = function() n = n * 2 return n end
end
print(fs[1](), fs[2](), fs[3]())
debug.setupvalue(fs[2], 1, 100)
print(fs[1](), fs[2](), fs[3]())
local stripped = loadstring(string.dump(function() return a end))
print(debug.getupvalue(stripped, 1))
