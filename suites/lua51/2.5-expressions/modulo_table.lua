-- Modulo: signs, fractions, large operands; a - floor(a / b) * b.
for _, a in ipairs({ 7, -7, 7.5, -7.5, 0.3, -0.3, 1e15, -1e15, 2 ^ 53 }) do
  local row = {}
  for i, b in ipairs({ 3, -3, 2.5, -2.5, 0.1, 1, 1e10, 7, -7 }) do row[i] = ("%.12g"):format(a % b) end
  print(a, table.concat(row, " "))
end
local s = 0
for i = -100, 100 do s = s + i % 7 - i % -7 + i % 0.5 end
print(s)
print(5 % 5, -5 % 5, 5 % -5, 0 % 3, 5.3 % 1, -5.3 % 1, 1e300 % 7 < 7, 3 % 1 / 0)
print(pcall(function() return 1 % "x" end))
print("17" % "5", 17 % "5", "17" % 5)
