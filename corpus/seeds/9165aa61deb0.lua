-- Idioms of rounding, clamping, wrapping and comparing numbers.
local function round(x) return math.floor(x + 0.5) end
local function trunc(x) return x < 0 and math.ceil(x) or math.floor(x) end
local function places(x, n) local p = 10 ^ n return math.floor(x * p + 0.5) / p end
for _, x in ipairs({ 0, 0.4, 0.5, 0.6, 1.5, 2.5, -0.4, -0.5, -0.6, -1.5, 1e15 + 0.3, 123.456 }) do
  print(x, round(x), trunc(x), places(x, 1), places(x, 2), x - trunc(x) == select(2, math.modf(x)))
end
local function clamp(x, a, b) return math.max(a, math.min(b, x)) end
print(clamp(5, 1, 3), clamp(-5, 1, 3), clamp(2, 1, 3), clamp(1 / 0, 0, 1), clamp(-1 / 0, 0, 1))
for d = -370, 370, 74 do io.write(d % 360, " ") end
print()
local function near(a, b) return math.abs(a - b) < 1e-9 end
print(0.1 + 0.2 == 0.3, near(0.1 + 0.2, 0.3), 1 - 0.9 == 0.1, near(1 - 0.9, 0.1))
local sum, comp = 0, 0
for i = 1, 1000 do local y = 0.1 - comp local t = sum + y comp = (t - sum) - y sum = t end
print(sum == 100, ("%.17g"):format(sum))
print(2 ^ 53 + 1 == 2 ^ 53, 2 ^ 53 - 1 == 2 ^ 53, 1e16 + 1 == 1e16, 0.1 * 3, 1 / 3 * 3 == 1, 1 / 49 * 49 == 1)
local eps = 1
while 1 + eps / 2 > 1 do eps = eps / 2 end
print(eps)
