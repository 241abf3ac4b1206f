-- Constant expressions: folding must not change -0, NaN, infinities or division by zero.
local function show(x) return x ~= x and "nan" or x == 0 and (1 / x < 0 and "-0" or "0") or tostring(x) end
print(show(0), show(-0), show(0 * -1), show(-(0)), show(0 / -1), show(1 / 0), show(-1 / 0), show(0 / 0), show(1 % 0), show(5 % 0))
print(2 + 3 * 4, 2 ^ 10, 7 / 2, -7 % 3, 1 - 2 - 3, 2 ^ 3 ^ 2, -2 ^ 2, (2 + 3) * 4, 1e308 * 10, -1e308 * 10)
print(show(0 - 0), show(-0 + 0), show(-0 - 0), show(0 + -0), show(-0 * -0), show(3 % -3), show(-3 % 3))
local z = 0
print(show(z), show(-z), show(z * -1), show(0 - z), show(-z + 0))
print(1 .. 2, "1" + 2, "2" * "3", -"4", 10 == 1e1, 0x10 == 16, 1 == 1.0, .5 + .5)
print(1 < 2, "a" < "b", not 1, not nil, 1 == "1", nil == false, 2 > 1 == true)
local t = { 1 + 1, [1 + 2] = 3 * 3, [2 * 2] = -1 }
print(t[2 - 1], t[3], t[4], #t)
for i = 1 + 1, 2 * 2, 3 - 2 do io.write(i, " ") end
for i = -1, -3, -1 do io.write(i, " ") end
print()
