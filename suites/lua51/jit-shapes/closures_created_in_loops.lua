-- Closures made in hot loops, which capture loop variables, locals and each other.
local list = {}
for i = 1, 150 do
  local j = i * 2
  list[i] = function(d) j = j + d return i + j end
end
local s = 0
for r = 1, 3 do
  for i = 1, 150 do s = s + list[i](r) end
end
print(s)
local function compose(n)
  local f = function(x) return x end
  for i = 1, n do
    local g = f
    f = function(x) return g(x) + i end
  end
  return f
end
print(compose(50)(0), compose(100)(1))
local last
for i = 1, 200 do
  local prev = last
  last = function() return prev and i or 0, prev end
end
local n, f = 0, last
while f do
  local v, prev = f()
  n, f = n + v, prev
end
print(n)
while true do
  local x = 0
  local function up() x = x + 1 return x end
  for i = 1, 100 do up() end
  print(x)
  break
end
