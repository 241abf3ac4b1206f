-- Powers, roots, logarithms, exponentials and trigonometry, to fourteen digits.
local function text(x)
  if x ~= x then
    return "nan"
  end
  if x == 0 then
    return 1 / x < 0 and "-0" or "0"
  end
  return string.format("%.14g", x)
end
local values = { 0, 1, -1, 0.5, -0.5, 2, 3, 10, 100, 0.001, 1e10, math.pi, math.pi / 2, 1 / 0,
  -1 / 0 }
for _, name in ipairs({ "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp",
  "log", "log10", "sqrt", "deg", "rad" }) do
  local row = {}
  for i, v in ipairs(values) do row[i] = text(math[name](v)) end
  print(name, table.concat(row, " "))
end
for _, c in ipairs({ { 2, 10 }, { 2, 0.5 }, { 2, -1 }, { -8, 3 }, { -8, 1 / 3 }, { 0, 0 }, { 0,
  -1 }, { 10, 308 }, { 10, 309 }, { 1, 1 / 0 }, { 0.5, 1 / 0 }, { 2, -1074 }, { 1.0001,
  10000 } }) do
  print(text(c[1]), text(c[2]), text(math.pow(c[1], c[2])), text(c[1] ^ c[2]), math.pow(c[1],
    c[2]) == c[1] ^ c[2] or "nan")
end
for _, c in ipairs({ { 0, 1 }, { 1, 0 }, { 0, -1 }, { -1, 0 }, { 1, 1 }, { -1, -1 }, { 1e300,
  1e-300 }, { 1 / 0, 1 / 0 } }) do
  print(text(c[1]), text(c[2]), text(math.atan2(c[1], c[2])))
end
local zero = 0
print(text(math.atan2(zero, -1)), text(math.atan2(-zero, -1)), text(math.atan2(-zero, 1)),
  text(math.sqrt(-zero)), text(math.sin(-zero)))
for _, v in ipairs({ 0, 1, 0.5, 8, 10, 1e300, 5e-324, -3, 1 / 0 }) do
  local m, e = math.frexp(v)
  print(text(v), text(m), v == 1 / 0 and "any" or e, text(math.ldexp(m, v == 1 / 0 and 0 or e)))
end
print(math.ldexp(1, 10), math.ldexp(0.5, -1), math.ldexp(1, 1100), math.ldexp(1, -1100),
  math.ldexp(3, 2.9))
print(pcall(math.sin)) print(pcall(math.sin, "x")) print(pcall(math.pow,
  1)) print(pcall(math.ldexp, 1)) print(pcall(math.atan2, 1)) print(math.sqrt("16"), math.exp("0"))
print(string.format("%.14g %.14g", math.sin(1e6), math.cos(1e6)), string.format("%.14g",
  math.exp(1)), string.format("%.14g", math.log(2)))
print(text(math.sin(math.pi) * 1e15 - math.sin(math.pi) * 1e15), math.sqrt(2) ^ 2 == 2,
  math.deg(math.pi), math.rad(180) == math.pi)
