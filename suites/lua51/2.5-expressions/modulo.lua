-- a % b is a - floor(a/b)*b: the result has the sign of the divisor.
local function text(x)
  if x ~= x then return "nan" end
  if x == 0 then return 1 / x < 0 and "-0" or "0" end
  return string.format("%.14g", x)
end
for a = -5, 5 do
  local row = {}
  for b = -3, 3 do
    if b ~= 0 then row[#row + 1] = text(a % b) end
  end
  print(a, table.concat(row, " "))
end
for _, case in ipairs({
  { 5.5, 2 }, { -5.5, 2 }, { 5.5, -2 }, { 0.3, 0.1 }, { 1, 0.1 }, { -1, 0.1 }, { 1e15, 7 },
  { 2 ^ 53, 3 },
  { -2 ^ 53, 3 }, { 1e300, 7 }, { 5, 1e300 }, { -5, 1e300 }, { 0, 5 }, { 0, -5 }, { -0, 5 },
  { 4, 2 }, { -4, 2 },
  { 4, -2 }, { 1 / 3, 1 / 7 }, { 1e-300, 1 }, { -1e-300, 1 }, { 123456789, 1000 },
  { 2 ^ 31, 2 ^ 16 + 1 },
}) do
  local a, b = case[1], case[2]
  print(text(a), text(b), text(a % b), text(a - math.floor(a / b) * b), text(math.fmod(a, b)))
end
local zero = 0
print(text(1 % zero), text(zero % zero), text(-1 % zero), text(5 % math.huge), text(-5 % math.huge))
print(text(5 % -math.huge), text(math.huge % 5), text(0 % math.huge), text(-math.huge % 2))
print(5 % 3 * 2, 5 * 3 % 2, -5 % 3, -(5 % 3), 2 ^ 3 % 5, 5 % -3 ^ 2)
print("7" % 4, 7 % "4", "7" % "4", (" 7 ") % 4)
local sum = 0
for i = -100, 100 do sum = sum + i % 7 * (i % -5) end
print(sum)
