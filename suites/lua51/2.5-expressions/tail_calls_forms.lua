-- Tail calls of every form: depth without limit; what is no tail call.
local function loop(n) if n > 0 then return loop(n - 1) end return "done" end
print(loop(5000))
local t = {}
function t.f(n) if n > 0 then return t.f(n - 1) end return "field" end
function t:m(n) if n > 0 then return self:m(n - 1) end return "method" end
t.c = setmetatable({}, { __call = function(self, n) if n > 0 then return self(n - 1) end return "called" end })
print(t.f(5000), t:m(5000), t.c(150))
local function va(n, ...) if n > 0 then return va(n - 1, ...) end return select("#", ...) end
print(va(3000, 1, 2, 3))
local even, odd
even = function(n) if n == 0 then return true end return odd(n - 1) end
odd = function(n) if n == 0 then return false end return even(n - 1) end
print(even(3001), odd(3001))
local function no_tail(n) if n > 0 then return (no_tail(n - 1)) end return debug.traceback() end
print(select(2, no_tail(3):gsub("\n", "")))
local function is_tail(n) if n > 0 then return is_tail(n - 1) end return debug.traceback() end
print(is_tail(3))
local function through(f, ...) return f(...) end
print(through(through, through, math.max, 3, 9, 4), through(pcall, error, "x"), through(select, 2, "a", "b"))
local function states(s, i, out)
  if i > #s then return out end
  if s:sub(i, i) == "a" then return states(s, i + 1, out .. "A") end
  return states(s, i + 1, out .. ".")
end
print(states("banana", 1, ""))
