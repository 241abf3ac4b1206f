-- local function sees itself; local f = function does not; mutual recursion needs a forward name.
local function a(n) return n == 0 and "a" or a(n - 1) end
print(a(3))
local b = function(n) return n == 0 and "b" or b(n - 1) end
print(b(0), pcall(b, 1))
local c
c = function(n) return n == 0 and "c" or c(n - 1) end
print(c(3))
local even, odd
function even(n) return n == 0 or odd(n - 1) end
function odd(n) return n ~= 0 and even(n - 1) end
print(even(10), odd(7))
local function f() return "outer" end
do
  local function f(n) return n and "inner" or f(true) end
  print(f())
end
print(f())
local f = function() return f() .. " wrapped" end
print(f())
local x = x
print(x)
local print = print
print("local print")
do local print = function(...) return print("[", ...) end print("shadowed") end
local a1 = 1
local a1, b1 = a1 + 1, a1
print(a1, b1)
