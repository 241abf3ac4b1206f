-- string.format: %x and %X with flags, width and precision.
for _, c in ipairs({ "x", "X" }) do
  for _, f in ipairs({ "%", "%-8", "%08", "%8", "%.4", "%-8.4", "%#", "%#10", "%-#10", "%#.6", "%#010" }) do
    local g = f .. c
    print(g, "[" .. g:format(0xbeef) .. "]", "[" .. g:format(0) .. "]", g:format(2 ^ 32 - 1))
  end
end
print(("%x %X"):format("0xff", " 255 "), ("%x"):format(3.99), ("%X"):format(1e15))
