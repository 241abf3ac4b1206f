-- Numerals as the lexer reads them: decimals, exponents, hexadecimals and malformed ones.
print(3, 3.0, 3.1416, 314.16e-2, 0.31416E1, 0xff, 0x56)
print(.5, 5., 0.5e1, 5e-1, 5E+1, 00012, 1e2, 0e12)
print(0x0, 0xA, 0Xb, 0xFFFFFFFF, 0x7fffffff, 0xDeadBeef)
print(1e15, 1e14, 123456789012345, 1e16, 123456789012345678)
print(0.1, 1 / 3, 2 / 3, 100 / 3, 1e100, 1e-100)
print(1e308, 1e309, -1e309, 1e-320, 1e-330)
print(9007199254740991, 9007199254740992, 9007199254740993)
print(3 .. 4, 1 .. "", .5 .. "x", 1e1 .. "")
print(1--[[comment]]+2, 4-1, 4 -1, 4 - -1)
print(0.1 + 0.2 == 0.3, 0.5 + 0.25 == 0.75, 1e0 == 1, 0x10 == 16, 1.0 == 1)
print(string.format("%.17g %.17g %.17g", 0.1, 1e23, 5e-324))
print(string.format("%.17g %.17g", 179769313486231570000e289, 2.2250738585072014e-308))
for _, source in ipairs({
  "1", "1.", ".1", "1e1", "1e+1", "1e-1", "1e", "1e+", "1.5.2", "0x", "0x1g", "3x", "1..2", "1 ..2",
  "08", "1_000", "0xfp1", "1e1e1", "..5", "0x.8", "1e5x", "0xe+1", "12abc", "1E5", "0b1",
}) do
  local f, message = loadstring("return " .. source, "=numeral")
  print(source, f and f() or message)
end
