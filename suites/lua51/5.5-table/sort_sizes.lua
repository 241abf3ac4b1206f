-- table.sort of lists of many sizes and shapes, checked for order and for being a permutation.
local function check(t)
  local sum, n = 0, #t
  for i = 1, n do sum = sum + t[i] end
  table.sort(t)
  for i = 2, n do assert(t[i - 1] <= t[i]) end
  local after = 0
  for i = 1, n do after = after + t[i] end
  return sum == after and #t == n
end
for _, n in ipairs({ 0, 1, 2, 3, 4, 5, 10, 33, 100 }) do
  local up, down, same, saw, random = {}, {}, {}, {}, {}
  local x = 17
  for i = 1, n do
    x = (x * 1103 + 12345) % 65536
    up[i], down[i], same[i], saw[i], random[i] = i, n - i, 7, i % 3, x
  end
  print(n, check(up), check(down), check(same), check(saw), check(random))
end
local s = {}
for i = 1, 50 do s[i] = tostring((i * 7919) % 1000) end
table.sort(s)
print(table.concat(s, " "))
