-- string.format: %g and %G with flags, width and precision.
local numbers = { 0, 1, -1.5, 100000, 1000000, 0.0001, 0.00001, 1e15, 123456789, 1e300, 1 / 0 }
for _, c in ipairs({ "g", "G" }) do
  for _, f in ipairs({ "%", "%-12", "%+", "% ", "%012", "%12", "%.0", "%.1", "%#", "%#.3", "%.14", "%.17", "%-12.3" }) do
    local row = {}
    for i, n in ipairs(numbers) do row[i] = "[" .. (f .. c):format(n) .. "]" end
    print(f .. c, table.concat(row))
  end
end
