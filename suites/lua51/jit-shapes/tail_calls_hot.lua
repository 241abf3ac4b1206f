-- Tail calls in hot loops and state machines made of them.
local function count(n, acc) if n == 0 then return acc end return count(n - 1, acc + n) end
print(count(1000, 0), count(50, 0.5))
local a, b, c
function a(s, i, n) if i > #s then return n end return s:sub(i, i) == "x" and b(s, i + 1, n + 1) or c(s, i + 1, n) end
function b(s, i, n) if i > #s then return n * 10 end if s:sub(i, i) == "x" then return a(s, i + 1, n + 2) end return c(s, i + 1, n) end
function c(s, i, n) if i > #s then return n * 100 end if s:sub(i, i) == "y" then return a(s, i + 1, n) end return b(s, i + 1, n - 1) end
print(a(("xyxxy"):rep(30), 1, 0), a("", 1, 5))
local function gcd(x, y) if y == 0 then return x end return gcd(y, x % y) end
local s = 0
for i = 1, 100 do s = s + gcd(i * 12, 180) end
print(s)
local obj = { n = 0 }
function obj:step(k) self.n = self.n + k if k == 0 then return self.n end return self:step(k - 1) end
for i = 1, 40 do obj:step(5) end
print(obj.n, obj:step(100))
local function va(n, ...) if n == 0 then return select("#", ...), ... end return va(n - 1, ...) end
print(va(200, 1, nil, 3))
local function dispatch(op, ...) if op == "add" then return math.max(...) elseif op == "again" then return dispatch(...) end return "none", ... end
s = 0
for i = 1, 120 do s = s + dispatch("again", "again", "add", i, 50) end
print(s, dispatch("x", 1))
