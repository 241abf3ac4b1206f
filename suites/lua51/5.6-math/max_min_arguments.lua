-- math.max and min: one to many arguments, NaN in each place, zeros, errors.
local nan = 0 / 0
print(math.max(1), math.max(1, 2), math.max(2, 1), math.max(3, 1, 2), math.max(-1, -2, -3), math.max(1, "5", 3))
print(math.min(1), math.min(1, 2), math.min(2, 1), math.min(3, 1, 2), math.min(-1, -2, -3), math.min(1, "0", 3))
print(math.max(1 / 0, 1), math.min(-1 / 0, 1), math.max(-1 / 0), math.min(1 / 0))
local function n(x) return x ~= x and "nan" or x end
print(n(math.max(nan, 1)), n(math.max(1, nan)), n(math.min(nan, 1)), n(math.min(1, nan)), n(math.max(1, nan, 2)))
print(1 / math.max(0, -0.0), 1 / math.max(-0.0, 0), 1 / math.min(0, -0.0), 1 / math.min(-0.0, 0))
local t = {}
for i = 1, 100 do t[i] = (i * 37) % 101 end
print(math.max(unpack(t)), math.min(unpack(t)))
print(pcall(math.max))
print(pcall(math.min))
print(pcall(math.max, {}))
print(pcall(math.max, 1, nil))
print(pcall(math.min, 1, 2, "x"))
