-- Strings that stand for numbers in arithmetic, and numbers that stand for strings.
print("10" + 1, "10" * "2", 10 .. 20, "3" ^ "2", "7" % "4", "9" / "2", -"2", - -"2")
print(" 10 " + 1, "\t5\n" + 0, "0x10" + 0, "0XfF" * 1, "1e1" * 1, "  .5" + 0, "5." + 0)
print("1e+2" + 0, "1E-2" + 0, "00010" + 0, "-7" + 0, "+7" + 0, "- 7" == -7)
print(type("10" + 0), type(10 .. ""), #(10 .. ""), #(1 / 4 .. ""))
print("10" == 10, "10" < "9", 10 < 9, "a" < "b", "" < "a", "A" < "a", "Z" < "a")
for _, s in ipairs({
  "", " ", "abc", "1a", "1 2", "0x", "1e", "--1", "- 1", "1e1.5", "0x1p4", "1,5", "ten", "\0001",
  "1\0",
  "0x 1", "+-1", "1.2.3", ".", "e1", "1_0", "nil", "true",
}) do
  local ok, result = pcall(function() return s + 1 end)
  print(string.format("%q", s), ok, ok and result or (result:gsub("^[^:]*:%d+: ", "")))
end
for _, v in ipairs({ true, "x", {}, print }) do
  print(type(v), select(2, pcall(function() return v + 1 end)))
  print(type(v), select(2, pcall(function() return -v end)))
  print(type(v), select(2, pcall(function() return v .. 1 == 0 end)) ~= nil)
end
local t = {}
t[1], t["1"] = "number key", "string key"
print(t[1], t["1"], t[1.0], t["1.0"])
print(math.floor("3.7"), math.max("10", 9), ("5"):rep("3"), string.rep(5, 3), ("x"):rep("2"))
for i = "1", "3" == 3 and 1 or 3 do print("never", i) break end
