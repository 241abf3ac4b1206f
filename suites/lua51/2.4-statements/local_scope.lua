-- Scope and lifetime of locals: shadowing, reuse of registers and fresh nils.
local x = 1
do
  local x = x + 1
  do
    local x = x + 1
    print(x)
  end
  print(x)
end
print(x)
local x, x = "first", "second"
print(x)
-- A local of a loop body starts as nil at each turn, whatever was in its register.
for i = 1, 3 do
  local fresh
  print(i, fresh)
  fresh = "used " .. i
end
local n = 0
while n < 3 do
  n = n + 1
  local a, b
  print(n, a, b)
  a, b = n, n
end
do
  local a, b, c = 1, 2, 3
end
do
  local a, b, c
  print(a, b, c)
end
local function f()
  local a
  local function g()
    local b
    return a, b
  end
  a = "set"
  return g()
end
print(f())
local fact = function(k) return k end
local function fact2(k) return k <= 1 and 1 or k * fact2(k - 1) end
print(fact(5), fact2(5))
local g = function() return g end
print(g())
local function h() return h end
print(h() == h)
local t = { x = x, [x] = x }
print(t.x, t.second)
local x = x .. "!"
print(x)
if x then local x = "then" print(x) else local x = "else" print(x) end
repeat local x = "repeat" until x == "repeat"
print(x)
local s = ""
for i = 1, 3 do local i = i * 2 s = s .. i end
print(s)
