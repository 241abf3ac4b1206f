-- Upvalues: sharing between closures, nesting levels and capture of parameters.
local function counter()
  local n = 0
  return function() n = n + 1 return n end, function() return n end, function(v) n = v end
end
local inc, get, set = counter()
local inc2, get2 = counter()
print(inc(), inc(), get(), inc2(), get2())
set(10)
print(get(), inc(), get2())
local function levels(a)
  local b = a + 1
  return function(c)
    local d = b + c
    return function(e)
      a = a + 1
      b = b + a
      return a, b, c, d, e
    end
  end
end
local inner = levels(1)(10)
print(inner(100))
print(inner(200))
local other = levels(1)
print(other(5)(6))
print(other(7)(8))
local function param(p)
  local function change(v) p = v end
  change(p .. "!")
  return p, change
end
print((param("x")))
local function swap(a, b)
  local function do_swap() a, b = b, a end
  do_swap()
  return a, b
end
print(swap(1, 2))
local list = {}
for i = 1, 4 do
  local shared = i
  list[i] = { up = function() shared = shared + i return shared end,
    see = function() return shared end }
end
print(list[1].up(), list[1].up(), list[2].up(), list[1].see(), list[4].see())
local x = 1
local function read() return x end
x = 2
print(read())
do local x = 3 print(read(), x) end
local function write() x = "written" end
write()
print(x, read())
local function recursive(n)
  local mine = n
  local below = n > 0 and recursive(n - 1) or function() return "bottom" end
  return function() mine = mine + 1 return mine .. " " .. below() end
end
local r = recursive(3)
print(r())
print(r())
