-- max and min: counts, signs of zero, NaN positions, strings and errors.
local function text(x)
  if x ~= x then
    return "nan"
  end
  if x == 0 then
    return 1 / x < 0 and "-0" or "0"
  end
  return string.format("%.14g", x)
end
print(math.max(1), math.max(1, 2), math.max(2, 1), math.max(1, 2, 3, 2, 1), math.max(-1, -2))
print(math.min(1), math.min(1, 2), math.min(2, 1), math.min(3, 2, 1, 2, 3), math.min(-1, -2))
print(math.max(1 / 0, 1e308), math.min(-1 / 0, -1e308), math.max(-1 / 0), math.min(1 / 0))
local zero, nan = 0, 0 / 0
print(text(math.max(zero, -zero)), text(math.max(-zero, zero)), text(math.min(zero, -zero)),
  text(math.min(-zero, zero)))
print(text(math.max(nan, 1)), text(math.max(1, nan)), text(math.min(nan, 1)), text(math.min(1,
  nan)))
print(text(math.max(1, nan, 2)), text(math.max(nan, 1, 2)), text(math.min(2, nan, 1)),
  text(math.min(nan, nan)))
print(math.max("10", 9), math.max("10", "9"), math.min("0x10", 17), type(math.max("5")))
print(math.max(0.1, 0.2), math.min(0.1, 0.2), math.max(1, 1.5), math.min(2 ^ 53, 2 ^ 53 + 2))
print(pcall(math.max)) print(pcall(math.min)) print(pcall(math.max, "x")) print(pcall(math.max, 1,
  "x")) print(pcall(math.min, 1, nil)) print(pcall(math.max, {}, 1)) print(pcall(math.max, nil))
print(math.max(unpack({ 3, 1, 4, 1, 5, 9, 2, 6 })), math.min(unpack({ 3, 1, 4, 1, 5, 9, 2, 6 })))
local t = {}
for i = 1, 200 do t[i] = (i * 37) % 101 end
print(math.max(unpack(t)), math.min(unpack(t)), select("#", math.max(1, 2)))
local hi, lo = -math.huge, math.huge
for i = 1, #t do hi, lo = math.max(hi, t[i]), math.min(lo, t[i]) end
print(hi, lo, hi == math.max(unpack(t)))
print(math.huge, -math.huge, math.huge == 1 / 0, math.huge > 1e308, math.huge - math.huge ~= 0)
print(string.format("%.14g", math.pi), math.pi > 3.14159265358979 and math.pi < 3.1415926535898)
print(math.max(math.max(1, 2), math.min(3, 4)), -math.max(-1, -2), math.max(1, 2) + math.min(1, 2))
