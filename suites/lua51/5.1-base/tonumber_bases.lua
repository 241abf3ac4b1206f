-- tonumber with bases 2 to 36: digits, signs, spaces, overflow and what is out of range.
for _, base in ipairs({ 2, 3, 7, 8, 10, 16, 20, 35, 36 }) do
  print(base, tonumber("10", base), tonumber("1", base), tonumber("zz", base), tonumber("77", base), tonumber("-10", base),
    tonumber(" 11 ", base), tonumber("", base), tonumber("1.0", base))
end
print(tonumber("ff", 16), tonumber("FF", 16), tonumber("0xff", 16), tonumber("fg", 16), tonumber("Zz", 36))
print(tonumber("222", 2), tonumber("12", 2), tonumber("8", 8), tonumber("1 1", 2), tonumber("1e1", 16), tonumber("1e1", 10))
print(tonumber(10, 2), tonumber(10, 16), tonumber(1.5, 10), tonumber(255, 16))
print(tonumber("7fffffff", 16), tonumber("ffffffff", 16), tonumber("1111111111111111111111111111111", 2))
print(pcall(tonumber, "10", 1))
print(pcall(tonumber, "10", 37))
print(pcall(tonumber, "10", 0))
print(pcall(tonumber, "10", "x"))
print(pcall(tonumber, {}, 16))
print(pcall(tonumber, nil, 10))
print(tonumber("10", "16"), tonumber("10", 16.9), tonumber("10", nil))
