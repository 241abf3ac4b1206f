-- Recursive functions: single, double, mutual, through tables, with varargs, tail calls.
local function fact(n) return n <= 1 and 1 or n * fact(n - 1) end
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
local even, odd
function even(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return even(n - 1) end
local function ack(m, n) if m == 0 then return n + 1 elseif n == 0 then return ack(m - 1, 1) else return ack(m - 1, ack(m, n - 1)) end end
print(fact(20), fib(16), even(200), odd(201), ack(2, 5))
local t = { f = function(self, n) if n == 0 then return 0 end return 1 + self:f(n - 1) end }
print(t:f(100))
local function va(...) local n = select("#", ...) if n == 0 then return 0 end return (...) + va(select(2, ...)) end
print(va(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
local function depth(n) if n > 0 then local r = depth(n - 1) return r + 1 end return 0 end
for _ = 1, 5 do io.write(depth(150), " ") end
print()
local function tree(n) if n == 0 then return { 1 } end return { tree(n - 1), tree(n - 1) } end
local function leaves(t) if t[2] then return leaves(t[1]) + leaves(t[2]) end return t[1] end
print(leaves(tree(7)))
local function hanoi(n, a, b, c) if n == 0 then return 0 end return hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a) end
print(hanoi(9, "a", "b", "c"))
