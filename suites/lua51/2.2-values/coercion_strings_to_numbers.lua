-- Strings as operands of arithmetic, in every form that counts as a numeral.
for _, s in ipairs({ "1", " 1", "1 ", "\t1\n", "1.5", ".5", "5.", "1e2", "1E-2", "0x10", "-3", "+3", " -0x8 ", "1e400", "00012" }) do
  print(("%q"):format(s), s + 0, -s, s * 2, 2 - s, s / 1, s ^ 1, s % 7)
end
for _, s in ipairs({ "", " ", "x", "1x", "1 1", "1,5", "0x", "e5", "--1", "1e", "1.2.3", "nan", "inf", "true", "0x1g" }) do
  print(("%q"):format(s), (select(2, pcall(function() return s + 1 end))))
end
print("10" + "5", "10" .. "5", "10" * "5", -"2", -"-2", -" 2 ", "0x10" + 0, "1e1" * 1)
print(10 .. 20, 1.5 .. "", -1 .. "", 1e100 .. "", 2 ^ 53 .. "")
print("10" == 10, "10" < "9", 10 < 9, pcall(function() return "10" < 9 end))
print(#"10" + 1, ("5"):rep("3"), math.max("2", 1), ("x"):rep(2.7))
