-- Every escape sequence in short strings, seen byte by byte.
local function bytes(s)
  local list = { s:byte(1, -1) }
  for i = 1, #list do
    list[i] = tostring(list[i])
  end
  return #s .. ": " .. table.concat(list, " ")
end

print(bytes("\a\b\f\n\r\t\v"))
print(bytes("\\\"\'"))
print(bytes('\\\"\''))
print(bytes("\0\1\2"))
print(bytes("\65\066\0677"))
print(bytes("\255\254\0"))
print(bytes("\10\0109\0010"))
print(bytes("a\
b"))
print(bytes("a\z"))
print(bytes("\x41"))
print(bytes("\q\d\p"))
print(bytes("it's"), bytes('say "hi"'))
print("\65\0\66" == "A\0B", "\65" == "A", "\9" == "\t", "\n" == "\010")
print(bytes("\126\127\128"))
print(bytes(""))
print(#"\\n", #"\n", #"\\\n", "\\n")
print(("tab\there"):find("\t"), ("a\0b"):find("\0", 1, true), ("a\0b"):len())
print(bytes("\r\n"), bytes("\
\
"))
for _, source in ipairs({
  [[return "\300"]], [[return "\256"]], [[return "open]], [[return 'open"]], 'return "a\nb"',
  [[return "\]], [[return "\2555"]],
}) do
  local f, message = loadstring(source, "=escape")
  print(f and bytes(f()) or message)
end
