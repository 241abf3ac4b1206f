-- Loop counters and sums that leave the range of 32-bit and of exact integers.
local s = 0
for i = 2147483600, 2147483700 do s = s + i end
print(s)
s = 0
for i = -2147483700, -2147483600 do s = s + i end
print(s)
local x = 1
for i = 1, 60 do x = x * 2 end
print(x, x % 3, x == 2 ^ 60)
x = 2147483647
for i = 1, 100 do x = x + 1 end
print(x)
x = -2147483648
for i = 1, 100 do x = x - 1 end
print(x)
x = 9007199254740900
for i = 1, 200 do x = x + 1 end
print(x, x == x + 1)
local m = 1
for i = 1, 100 do m = m * 3 % 65536 end
print(m)
local h = 5381
for i = 1, 300 do h = (h * 33 + i % 256) % 4294967296 end
print(h)
local neg = 0
for i = 1, 100 do neg = -neg if i % 2 == 0 then neg = neg * 2 - 0 end end
print(1 / neg == 1 / 0 or 1 / neg == -1 / 0, neg)
local f = 0.1
for i = 1, 100 do f = f + 0.1 end
print(("%.17g"):format(f))
