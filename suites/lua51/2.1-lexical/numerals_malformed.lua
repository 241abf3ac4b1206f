-- Numerals that are malformed, and those which only look so.
for _, s in ipairs({
  "0", "00", "007", "1.", ".1", "1.5", "1e1", "1E1", "1e+1", "1e-1", "1.e1", ".1e1", "0x1", "0X1", "0xaBc", "0x0.1", "0x", "0xg",
  "1x", "1a", "1e", "1e+", "1e-", "1e1.5", "1.2.3", "1..2", "1...2", "3in", "0b1", "1_000", "1'", "5e400", "5e-400", "0e0", "1f", "1L",
  "12345678901234567890", "0xffffffffff", "0x123456789abcdef01", ".", "..1", "1e1e1", "0x1e+1", "0x1e", "1e5e", "9.9.9.9",
}) do
  local f, m = loadstring("return " .. s, "=n")
  local ok, r
  if f then ok, r = pcall(f) end
  print(s, f and tostring(r) or m)
end
