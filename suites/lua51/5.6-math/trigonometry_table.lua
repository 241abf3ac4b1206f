-- Sines, cosines and tangents and their inverses over a table of arguments.
local pi = math.pi
local names = { "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh" }
for _, name in ipairs(names) do
  local f, row = math[name], {}
  for _, x in ipairs({ 0, 0.5, -0.5, 1, -1, pi / 6, pi / 4, pi / 2, pi, 2 * pi, -pi, 1e-10, 10 }) do
    row[#row + 1] = ("%.14g"):format(f(x)):gsub("-?nan", "nan")
  end
  print(name, table.concat(row, " "))
  print(pcall(f))
  print(pcall(f, "x"))
  print(("%.10g"):format(f("0.25")), pcall(f, {}))
end
