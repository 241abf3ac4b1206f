-- string.format: %i is %d by another name.
for _, f in ipairs({ "%i", "%-6i", "%+i", "% i", "%06i", "%6i", "%.4i", "%-8.4i", "%+.2i", "% 06i" }) do
  local d = f:gsub("i", "d")
  for _, n in ipairs({ 0, 1, -1, 99999, -2147483648, 2147483647, 1e15, -1e15 }) do
    assert(f:format(n) == d:format(n))
  end
  print(f, f:format(7), f:format(-7), string.format(f, "12"))
end
