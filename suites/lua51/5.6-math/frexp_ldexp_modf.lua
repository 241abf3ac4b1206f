-- frexp and ldexp invert each other; modf splits; extremes of exponents.
for _, x in ipairs({ 0, 1, -1, 0.5, 3, -10, 1e10, 1e-10, 2 ^ 1023, 2 ^ -1022, 2 ^ -1074, 1e308, 0.1 }) do
  local m, e = math.frexp(x)
  print(x, m, e, math.ldexp(m, e) == x)
end
for _, x in ipairs({ 0, 1.5, -1.5, 0.25, 1e15 + 0.5, -7, 1e300, 2 ^ -1074 }) do print(x, math.modf(x)) end
print(math.modf(1 / 0), math.modf(-1 / 0))
print(math.ldexp(1, 10), math.ldexp(1, -10), math.ldexp(0.5, 1025), math.ldexp(1, -1074), math.ldexp(1, -1080))
print(math.ldexp(0, 5000), math.ldexp(1, 5000), math.ldexp(-1, 5000), math.ldexp(1, 3.9), math.ldexp(1, -3.9))
print(math.frexp(1 / 0), (math.frexp(0 / 0)) ~= 0)
print(pcall(math.frexp))
print(pcall(math.modf))
print(pcall(math.ldexp, 1))
print(pcall(math.ldexp))
