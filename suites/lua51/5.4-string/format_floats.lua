-- string.format with %e %E %f %g %G: precisions, flags, infinities and extremes.
local values = { 0, 1, -1, 0.5, 1 / 3, -2.5, 123.456, 1e10, 1e-10, 1e100, 1e-100, 123456789, 0.1,
  2 ^ 53, 9.995, 5e-324 }
local formats = { "%f", "%.0f", "%.1f", "%.3f", "%10.2f", "%-10.2f", "%+.2f", "% .2f", "%010.2f",
  "%#.0f",
  "%e", "%.0e", "%.3e", "%E", "%12.4e", "%g", "%G", "%.3g", "%.10g", "%.14g", "%.17g", "%#g",
  "%+g", "%10g", "%-10g|" }
for _, fmt in ipairs(formats) do
  local row = {}
  for i, v in ipairs(values) do
    local s = string.format(fmt, v)
    row[i] = #s > 40 and #s .. ":" .. s:sub(1, 10) or s
  end
  print(fmt, table.concat(row, ","))
end
print(string.format("%f %e %g %5.1f", 1 / 0, 1 / 0, 1 / 0, 1 / 0))
print(string.format("%f %e %g %G %E", -1 / 0, -1 / 0, -1 / 0, 1 / 0, -1 / 0))
print((string.format("%f", 0 / 0):gsub("-", "")), (string.format("%G", 0 / 0):gsub("-", "")))
local zero = 0
print(string.format("%f %g %e %d", -zero, -zero, -zero, -zero))
print(string.format("%.20f", 0.1), string.format("%.30g", 0.1))
print(string.format("%5.1f|%-8.3f|%08.2f", 3.14159, 2.71828, -1.5))
print(string.format("%.14g", 1e15), string.format("%.14g", 123456789012345), string.format("%.14g",
  0.1 + 0.2))
print(string.format("%g", "1.5"), string.format("%.2f", "0x10"), string.format("%e", " 2 "))
print(pcall(string.format, "%f", "x"))
print(pcall(string.format, "%f"))
print(pcall(string.format, "%g", {}))
print(pcall(string.format, "%.100f", 1))
print(#string.format("%.99f", 1 / 3), #string.format("%99.99f", 1e300))
print(string.format("%.0f %.0f %.0f %.0f", 0.5, 1.5, 2.5, 3.5))
print(string.format("%.2f %.2f %.2f", 1.005, 2.675, 1.115))
print(string.format("%g %g %g %g", 100000, 1000000, 0.0001, 0.00001))
