-- Loops without for: several exits, conditions of all kinds, locals in until, breaks deep inside.
local function f(limit, stop)
  local n, s = 0, 0
  while n < limit do
    n = n + 1
    if n % 17 == 0 and s > stop then break end
    repeat
      local d = n % 5
      s = s + d
      if d == 3 then break end
      n = n + 1
    until d == 4 or n >= limit
  end
  return n, s
end
for _, l in ipairs({ 10, 100, 400 }) do print(f(l, 50), f(l, 1e9)) end
local a, b = 1071, 462
while b ~= 0 do a, b = b, a % b end
print(a)
local x, steps = 27, 0
while x ~= 1 do
  x = x % 2 == 0 and x / 2 or 3 * x + 1
  steps = steps + 1
end
print(steps)
local i, found = 0, nil
repeat
  i = i + 1
  local sq = i * i
  if sq > 5000 then found = i end
until found
print(i, found)
local t = { next = nil }
for k = 1, 150 do t = { next = t, k = k } end
local sum = 0
while t do
  sum = sum + (t.k or 0)
  t = t.next
end
print(sum)
