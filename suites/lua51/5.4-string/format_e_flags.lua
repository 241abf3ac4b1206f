-- string.format: %e and %E with flags, width and precision.
local numbers = { 0, 1, -1.5, 12345.678, 1e-10, 1e300, -2 ^ -1074, 1 / 0, -1 / 0 }
for _, c in ipairs({ "e", "E" }) do
  for _, f in ipairs({ "%", "%-14", "%+", "% ", "%014", "%14", "%.0", "%#.0", "%.2", "%-14.3", "%+.1", "% .12" }) do
    local row = {}
    for i, n in ipairs(numbers) do row[i] = "[" .. (f .. c):format(n) .. "]" end
    print(f .. c, table.concat(row))
  end
end
