-- Numeric loops whose start, limit and step come as different numbers from call to call.
local function sum(a, b, c)
  local s, n = 0, 0
  for i = a, b, c do s = s + i n = n + 1 end
  return s, n
end
for r = 1, 60 do sum(1, 10, 1) end
print(sum(1, 10, 1), sum(10, 1, -1), sum(1, 10, 0.5), sum(0.1, 1, 0.1), sum(1, 0, 1), sum(0, 1, -1), sum(-5, 5, 2.5))
for r = 1, 60 do sum(r, r * 2, r % 3 + 1) end
print(sum(1e15, 1e15 + 10, 1), sum(2 ^ 52, 2 ^ 52 + 5, 1), sum(1, 100, 1), sum("1", "5", "2"), sum(3, 1, -0.5))
local t = 0
for r = 1, 100 do
  local a, b = sum(r % 2 == 0 and 1 or 5, r % 3 == 0 and 5 or 1, r % 5 == 0 and -1 or 1)
  t = t + a * 10 + b
end
print(t)
print(pcall(sum, 1, {}, 1))
print(sum(1, 3, 1 / 0))
