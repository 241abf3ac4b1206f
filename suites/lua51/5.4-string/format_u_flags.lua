-- string.format: %u with flags, width and precision.
for _, f in ipairs({ "%u", "%-6u", "%06u", "%6u", "%.4u", "%-8.4u", "%8.4u", "%+u", "% u", "%3.0u" }) do
  print(f, "[" .. f:format(7) .. "]", "[" .. f:format(0) .. "]", f:format(4294967295), f:format(2 ^ 40))
end
print(pcall(string.format, "%u", "x"))
print(pcall(string.format, "%u"))
