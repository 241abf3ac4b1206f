-- math.abs, ceil, floor: zeros, halves, large values, infinities, NaN and numeral strings.
local values = { 0, -0.0, 0.5, -0.5, 1, -1, 1.5, -1.5, 2.5, 1e15 + 0.5, -1e15 - 0.5, 2 ^ 53, -2 ^ 53, 1e300, -1e300,
  1 / 0, -1 / 0, 2 ^ -1074 }
for _, v in ipairs(values) do print(v, math.abs(v), math.ceil(v), math.floor(v)) end
print(1 / math.abs(-0.0), 1 / math.ceil(-0.5), 1 / math.floor(-0.0), 1 / math.floor(0))
local nan = 0 / 0
print(math.abs(nan) ~= math.abs(nan), math.ceil(nan) ~= math.ceil(nan), math.floor(nan) ~= math.floor(nan))
print(math.abs("-5"), math.ceil("1.2"), math.floor(" -1.2 "), math.floor("0x1F"))
for _, f in ipairs({ math.abs, math.ceil, math.floor }) do
  print(pcall(f))
  print(pcall(f, "x"))
  print(pcall(f, nil))
  print(pcall(f, {}))
  print(f(1.5, "ignored"))
end
