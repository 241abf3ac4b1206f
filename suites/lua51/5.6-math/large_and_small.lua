-- Arithmetic near the limits of doubles: integers over 2^53, subnormals, cancellation.
local function g(x) if x ~= x then return "nan" end return string.format("%.17g", x) end
print(g(2 ^ 53), g(2 ^ 53 + 1), g(2 ^ 53 + 2), g(2 ^ 53 - 1), g(-2 ^ 53 - 1))
print(g(1e308 * 10), g(-1e308 * 10), g(1e-308 / 10), g(1e-323 / 10), g(5e-324 / 2), g(5e-324 * 0.6))
print(g(0.1 + 0.2), g(0.1 * 3), g(1 - 0.9), g(1e16 + 1 - 1e16), g(1e16 - 1e16 + 1),
  g((1e16 + 1.5) - 1e16))
print(g(1 / 3 * 3), g(2 / 3 + 1 / 3), g(1 / 49 * 49), g(1.1 * 1.1), g(4.35 * 100), g(1.005 * 1000))
print(g(math.huge - 1), g(math.huge - math.huge), g(math.huge * 0), g(math.huge / math.huge),
  g(-math.huge + 1e308))
print(g(2 ^ 1023 * 2), g(2 ^ -1074), g(2 ^ -1075), g(2 ^ 0.5 * 2 ^ 0.5), g((-8) ^ (1 / 3)),
  g(8 ^ (1 / 3)))
print(g(1e300 * 1e300 / 1e300), g(1e300 / 1e-300), g(1e-300 * 1e-300), g(1e200 * 1e200 * 0))
print(2 ^ 31 + 2 ^ 31, 2 ^ 32 - 1, -2 ^ 31 - 1, 2147483647 + 1, -2147483648 - 1, 4294967295 + 1,
  65535 * 65537)
print(46341 * 46341, 65536 * 65536, 123456789 * 987654321, 99999999 * 99999999,
  3037000500 * 3037000500)
print(2147483647 * 2, -2147483648 * -1, 2147483647 % 10, -2147483648 % 10, 2147483648 / 2,
  1073741824 * 2)
print(g(7 / 2), g(-7 / 2), g(6 / 2), g(1 / 7), g(22 / 7), g(1e15 / 3), g(10 / 0.1))
local s, c = 0, 0
for i = 1, 100 do local y = 0.1 - c local t = s + y c = (t - s) - y s = t end
print(g(s), g(c))
local e = 1
while 1 + e / 2 > 1 do e = e / 2 end
print(g(e), e == 2 ^ -52)
local big = 1
local n = 0
while big < math.huge do big = big * 2 n = n + 1 end
print(n)
local small = 1
n = 0
while small > 0 do small = small / 2 n = n + 1 end
print(n)
local i = 2 ^ 53 - 3
local seen = {}
for k = 1, 6 do seen[k] = string.format("%.0f", i) i = i + 1 end
print(table.concat(seen, " "))
print(math.floor(2 ^ 53 + 0.5) == 2 ^ 53, math.floor(-0.5), math.ceil(0.5),
  math.floor(1e300) == 1e300)
print(0.1 + 0.2 <= 0.3, 0.1 + 0.2 > 0.3, 1e16 == 1e16 + 1, 1 == 1 + 2 ^ -53, 1 == 1 + 2 ^ -52)
print(-1 % math.huge ~= -1, 5 % 3.5, -5 % 3.5, 5.25 % -2, 1e16 % 3, 2 ^ 53 % 2, 0.5 % 1, -0.5 % 1)
