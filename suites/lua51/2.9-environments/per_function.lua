-- Functions have their own environments; new functions take their creator's.
local function make()
  return function() return x end, function(v) x = v end
end
local get1, set1 = make()
setfenv(make, { x = "made later" })
local get2 = make()
x = "global"
print(get1(), get2())
set1("changed")
print(x, get1(), get2())
local env = {}
setfenv(set1, env)
set1("in env")
print(x, env.x, get1())
local a, b = {}, {}
local function shared() n = (n or 0) + 1 return n end
setfenv(shared, a)
shared()
shared()
setfenv(shared, b)
print(shared(), a.n, b.n, n)
local f = loadstring("y = 1 local function g() z = 2 end g() return g")
local e = {}
local g = setfenv(f, e)()
print(e.y, e.z, getfenv(g) == e, y, z)
x = nil
