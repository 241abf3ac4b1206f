-- The condition of repeat sees the locals of the body, also through closures.
local n = 0
repeat
  local done = n >= 3
  n = n + 1
until done
print(n)
local fs = {}
repeat
  local k = #fs + 1
  fs[k] = function() k = k + 1 return k end
until k >= 4 or fs[k]() > 100
for i = 1, #fs do io.write(fs[i](), " ") end
print()
local x = 10
repeat
  local x = x - 1
  local y = x
  if y == 5 then break end
until x < 100
print(x)
local count = 0
repeat
  count = count + 1
  local ok = pcall(function() if count < 5 then error("again") end end)
until ok
print(count)
repeat local a, b, c = 1, 2, 3 until a + b == c
repeat
  local t = { count }
  count = count - 1
until t[1] == 0 or (function() return t[1] < -5 end)()
print(count)
