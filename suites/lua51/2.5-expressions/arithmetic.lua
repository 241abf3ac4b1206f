-- The arithmetic operators on integers, fractions, infinities and signed zeros.
local values = { 0, 1, -1, 2, -3, 0.5, -2.5, 7, 1e10, 1e308, math.huge, -math.huge }
local function text(x)
  if x ~= x then return "nan" end
  if x == 0 then return 1 / x < 0 and "-0" or "0" end
  return string.format("%.17g", x)
end
for _, a in ipairs(values) do
  local row = {}
  for _, b in ipairs({ 1, -1, 2, -3, 0.5, -2.5, 0, math.huge, -math.huge }) do
    row[#row + 1] = table.concat({ text(a + b), text(a - b), text(a * b), text(a / b) }, ",")
  end
  print(text(a), table.concat(row, " "))
end
for _, a in ipairs(values) do
  local row = {}
  for _, b in ipairs({ 1, -1, 2, -3, 0.5, -2.5, math.huge, -math.huge }) do
    row[#row + 1] = text(a % b) .. "," .. text(b ^ 2) .. "," .. text(a ^ b)
  end
  print(text(a), table.concat(row, " "))
end
print(text(-values[1]), text(0 * -1), text(0 - 0), text(-0 - 0), text(0 / -5), text(-(0 * 1)))
