-- math.random repeats after the same seed; ranges hold; bad intervals are refused.
for _, seed in ipairs({ 0, 1, 42, 12345, -7, 3.99, "8", 2 ^ 31 }) do
  math.randomseed(seed)
  local a, b, c, d = math.random(), math.random(10), math.random(-5, 5), math.random(100, 1000)
  math.randomseed(seed)
  print(seed, a, b, c, d, a == math.random(), b == math.random(10), c == math.random(-5, 5))
end
math.randomseed(7)
local low, high = 1, 0
for _ = 1, 500 do
  local r = math.random()
  low, high = math.min(low, r), math.max(high, r)
  local i = math.random(6)
  assert(i >= 1 and i <= 6 and i % 1 == 0)
  i = math.random(-3, 3)
  assert(i >= -3 and i <= 3)
end
print(low >= 0, high < 1, math.random(1), math.random(5, 5), math.random(1.9), math.random("3", "3"))
print(pcall(math.random, 0))
print(pcall(math.random, -1))
print(pcall(math.random, 2, 1))
print(pcall(math.random, 1, 2, 3))
print(pcall(math.random, "x"))
print(pcall(math.randomseed))
