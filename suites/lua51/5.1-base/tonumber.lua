-- tonumber: decimal, hexadecimal, bases 2 to 36, spaces, and what is refused.
for _, s in ipairs({
  "0", "10", "-10", "+10", " 10 ", "\t\n10\v\f\r", "1e3", "1E3", "1.5", ".5", "5.", "-.5", "0x10",
  "0XAB",
  "-0x10", "0x", "", " ", "1 0", "10a", "a", "1e", "1e+", "--1", "1.2.3", "inf", "nan", "0x1.8",
  "1_0", "'1'",
  "9007199254740993", "1e400", "-1e400", "1e-400", "0x7fffffff", "0xffffffff", "0xfffffffff",
  "00012", "0b1",
}) do
  local n = tonumber(s)
  print((s:gsub("%c", ".")), n == n and n or "nan")
end
for _, case in ipairs({
  { "10", 2 }, { "10", 3 }, { "10", 8 }, { "10", 10 }, { "10", 16 }, { "10", 36 }, { "zz", 36 },
  { "ZZ", 36 },
  { "7fff", 16 }, { "FFFF", 16 }, { "0x10", 16 }, { "2", 2 }, { "12", 2 }, { "8", 8 }, { "g", 16 },
  { "g", 17 },
  { " 11 ", 2 }, { "11 1", 2 }, { "-11", 2 }, { "", 2 }, { "1.5", 10 }, { "1e1", 10 }, { "1e1",
  16 }, { "-1", 16 },
  { "11111111111111111111111111111111", 2 }, { "777", 8 }, { "+7", 8 }, { "ffffffff", 16 }, { 10,
  2 }, { 101, 2 },
}) do
  print(case[1], case[2], tonumber(case[1], case[2]))
end
print(tonumber(5), tonumber(-0.5), tonumber({}), tonumber(true), tonumber(print), tonumber(nil))
print(pcall(tonumber))
print(pcall(tonumber, "10", 1))
print(pcall(tonumber, "10", 37))
print(pcall(tonumber, {}, 10))
print(pcall(tonumber, "10", "x"))
print(pcall(tonumber, {}, 2))
print(tonumber("10", "2"), tonumber("10", nil), tonumber("10", 10.9), tonumber(10.5, 10))
print(select("#", tonumber("x")), (tonumber("0x1p4")))
