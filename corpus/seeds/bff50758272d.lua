-- Hot while and repeat loops with several exits and conditions of every operator.
local function gcd(a, b) while b ~= 0 do a, b = b, a % b end return a end
local g = 0
for i = 1, 200 do g = g + gcd(i * 12, 360) end
print(g)
local function collatz(n)
  local k = 0 repeat
    if n % 2 == 0 then
      n = n / 2
    else
      n = 3 * n + 1
    end
    k = k + 1
  until n == 1
  return k
end
local most = 0
for i = 2, 300 do most = math.max(most, collatz(i)) end
print(most)
local i, log = 0, {}
while true do
  i = i + 1
  if i % 2 == 0 then
    if i > 900 then break end
  elseif i % 97 == 0 then
    log[#log + 1] = i
  end
end
print(i, table.concat(log, " "))
local a, b = 0, 1000
while a < b do a = a + 3 b = b - 2 end
print(a, b)
while a >= 0 do a = a - 7 end
print(a)
while not (a > 500) do a = a + 11 end
print(a)
local n = 0
repeat local done = n > 300 n = n + 1 until done or n ~= n
print(n)
local x, y = 1, 0
while x <= 1e6 and y < 100 or y == 0 do x = x * 1.5 y = y + 1 end
print(string.format("%.6f", x), y)
local s, c = "", 0
while #s < 300 do s = s .. c % 10 c = c + 1 end
print(#s, c, s:sub(-5))
local t = {}
while #t < 300 do t[#t + 1] = #t end
print(#t, t[1], t[300])
while t[#t] do t[#t] = nil end
print(#t, next(t))
local list = nil
for k = 1, 400 do list = { next = list, value = k } end
local total, node = 0, list
while node do total = total + node.value node = node.next end
print(total)
local lo, hi, steps = 0, 1e9, 0
while hi - lo > 1 do
  local mid = math.floor((lo + hi) / 2)
  if mid * mid <= 123456789 then lo = mid else hi = mid end
  steps = steps + 1
end
print(lo, steps)
