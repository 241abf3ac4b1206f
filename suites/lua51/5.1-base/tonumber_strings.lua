-- tonumber of strings: signs, spaces, points, exponents, hexadecimals, and what is none.
for _, s in ipairs({
  "0", "10", "-10", "+10", " 10", "10 ", "\t\n10\r\v\f", "1.5", ".5", "5.", ".", "-.5", "1e5", "1E5", "1e+5", "1e-5",
  "1e", "e5", "1e5.0", "0x10", "0XfF", "0x", "-0x10", "+0x1", "0x1p4", "0x.8", "1_0", "1,5", "1 0", "--1", "+-1",
  "", " ", "inf", "-inf", "nan", "Infinity", "0b1", "1e400", "-1e400", "1e-400", "00010", "0x00ff", "10a", "a10",
  "1\0", "\0001", "0x10g", "1d5", "1f", "12345678901234567890", "0xffffffffffffffff", "- 1", "1.2.3",
}) do
  local n = tonumber(s)
  print(("%q"):format(s), n ~= n and "nan" or n)
end
print(tonumber(5), tonumber(0.1), tonumber(nil), tonumber({}), tonumber(true), tonumber(print))
print(pcall(tonumber))
