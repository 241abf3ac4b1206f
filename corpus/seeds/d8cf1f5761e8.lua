-- Functions of infinities, NaN, zeros, and values outside their domain.
local nan, inf = 0 / 0, 1 / 0
local function show(x) return x ~= x and "nan" or x == 0 and (1 / x < 0 and "-0" or "0") or ("%.14g"):format(x) end
for _, name in ipairs({
  "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "log10", "sqrt", "abs",
  "ceil", "floor", "deg", "rad", "frexp", "modf",
}) do
  local row = {}
  for _, x in ipairs({ nan, inf, -inf, 0, -0.0, 2, -2, 1e308, -1e308, 1e-308 }) do
    -- The libraries differ in the sine of the largest numbers.
    local far = math.abs(x) == 1e308 and (name == "sin" or name == "cos" or name == "tan")
    row[#row + 1] = far and "far" or show((math[name](x)))
  end
  print(name, table.concat(row, " "))
end
