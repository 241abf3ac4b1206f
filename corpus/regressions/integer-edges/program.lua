-- Loops over the edges of 32-bit integers and of exact doubles.
local function walk(first, last, step)
  local n, sum = 0, 0
  for i = first, last, step do
    n, sum = n + 1, sum + i
    if n > 50 then break end
  end
  print(n, string.format("%.17g", sum))
end
walk(2147483640, 2147483655, 1)
walk(-2147483640, -2147483655, -1)
walk(9007199254740980, 9007199254740991, 1)
walk(0, 1, 0.1)
walk(4294967290, 4294967300, 3)
