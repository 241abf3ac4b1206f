-- string.format: %o with flags, width and precision.
for _, f in ipairs({ "%o", "%-6o", "%06o", "%6o", "%.4o", "%-8.4o", "%#o", "%#8o", "%-#8o", "%#.3o" }) do
  print(f, "[" .. f:format(8) .. "]", "[" .. f:format(0) .. "]", f:format(511), f:format(2 ^ 33 + 1))
end
print(pcall(string.format, "%o", {}))
