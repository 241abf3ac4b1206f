-- Every function of one number takes a string that is a numeral.
for _, name in ipairs({
  "abs", "acos", "asin", "atan", "ceil", "cos", "cosh", "deg", "exp", "floor", "frexp", "log", "log10", "modf",
  "rad", "sin", "sinh", "sqrt", "tan", "tanh",
}) do
  local f = math[name]
  print(name, f("0.5") == f(0.5), f(" 0x1 ") == f(1), f("1e-1") == f(0.1), (pcall(f, "")), (pcall(f, "0.5x")))
end
print(math.max("10", 9), math.min("10", "9"), math.fmod("7", "4"), math.pow("2", "10"), math.ldexp("1", "3"))
print(math.atan2("1", "1") == math.pi / 4, type(math.random("5")))
