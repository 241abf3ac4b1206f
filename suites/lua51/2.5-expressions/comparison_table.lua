-- Each comparison over pairs of numbers and of strings.
local function row(a, b) return (a < b and "<" or ".") .. (a <= b and "l" or ".") .. (a > b and ">" or ".") .. (a >= b and "g" or ".") .. (a == b and "=" or ".") .. (a ~= b and "~" or ".") end
local numbers = { 0, -0.0, 1, -1, 0.5, 1e300, 1 / 0, -1 / 0, 0 / 0 }
for _, a in ipairs(numbers) do
  for _, b in ipairs(numbers) do io.write(row(a, b), " ") end
  print()
end
local strings = { "", "a", "b", "A", "ab", "a\0", "a\0b", "10", "9", "\255", "a b", "aa" }
for _, a in ipairs(strings) do
  for _, b in ipairs(strings) do io.write(row(a, b), " ") end
  print()
end
local others = { true, false, print, {}, "1", 1 }
for _, a in ipairs(others) do
  for _, b in ipairs(others) do io.write(a == b and "=" or ".", a ~= b and "~" or ".", " ") end
  print()
end
