-- Every escape in quoted strings, as bytes.
local function bytes(s) return table.concat({ s:byte(1, -1) }, " ") end
print(bytes("\a\b\f\n\r\t\v"), bytes("\\\"\'"), bytes('\\\"\''))
print(bytes("\0\1\9\10\99\100\255"), bytes("\0001\0010"), bytes("\65\066\67a"), bytes("a\
b"))
print(bytes("\q\z\x\-\ \[\%"), bytes("\065\10\0659"))
for _, source in ipairs({
  [["\256"]], [["\300"]], [["\999"]], [["\2555"]], [["\0255"]], [['\'']], [["\x41"]], [["\u{41}"]], "'\\\n'", "'\\\r'",
  "'\\\r\n'", "'\\\n\r'", '"a\nb"', '"a', "'a", '"\\', '"\\"', "'a\\", '"\r"',
}) do
  local f, m = loadstring("return " .. source, "=s")
  print((source:gsub("%c", "?")), f and bytes(f()) or m)
end
