-- string.format: %f with flags, width and precision.
local numbers = { 0, 1, -1.5, 2.5, 0.5, 12345.678, 1e-10, 123456789012, 1 / 0, -1 / 0, -0.0001 }
for _, f in ipairs({ "%f", "%-14f", "%+f", "% f", "%014f", "%14f", "%.0f", "%#.0f", "%.2f", "%-9.3f", "%+.1f", "%.20f" }) do
  local row = {}
  for i, n in ipairs(numbers) do row[i] = "[" .. f:format(n) .. "]" end
  print(f, table.concat(row))
end
print(#("%f"):format(1e300), ("%.3f"):format(1e22), #("%.99f"):format(1 / 3))
print((("%f"):format(0 / 0):gsub("-", "")), (("%5.1f"):format(0 / 0):gsub("[- ]", "")))
