-- string.format: numeric conversions take strings that are numerals, in any base and with spaces.
for _, s in ipairs({ "10", "-10", "0x10", " 10 ", "1e1", ".5", "10.75", "0xA", "\t3\n" }) do
  print(("%d %g %.2f %s %x"):format(s, s, s, #s, math.abs(s)))
end
for _, s in ipairs({ "", " ", "ten", "1 0", "10x", "0x", "--1", "1e", "0xg" }) do
  print(s, pcall(string.format, "%d", s))
end
