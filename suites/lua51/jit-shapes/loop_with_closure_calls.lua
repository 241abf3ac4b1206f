-- Loops that call closures with upvalues of their own and of the loop.
local acc = 0
local function adder(n) return function(x) acc = acc + n return x + n end end
local fs = { adder(1), adder(2), adder(3) }
local s = 0
for i = 1, 240 do s = fs[i % 3 + 1](s) end
print(s, acc)
local function counter() local c = 0 return { inc = function(by) c = c + (by or 1) return c end, get = function() return c end } end
local a, b = counter(), counter()
for i = 1, 200 do a.inc() b.inc(i) if i % 50 == 0 then a, b = b, a end end
print(a.get(), b.get())
for i = 1, 150 do
  local k = i
  local function bump() k = k + acc % 5 acc = acc + 1 return k end
  s = s + bump() - bump()
end
print(s, acc)
local function each(t, f) for i = 1, #t do f(t[i], i) end end
local list, total = { 1, 2, 3, 4, 5 }, 0
for r = 1, 40 do each(list, function(v, i) total = total + v * i - r end) end
print(total)
