-- string.format: %s with width and precision; strings with zeros; what is no string.
for _, f in ipairs({ "%s", "%10s", "%-10s", "%.2s", "%10.2s", "%-10.2s", "%.0s", "%.s", "%1s", "%5.10s" }) do
  print(f, "[" .. f:format("") .. "]", "[" .. f:format("abc") .. "]", "[" .. f:format(12.5) .. "]")
end
local long = ("x"):rep(150)
print(#("%s"):format(long), #("%99s"):format(long), #("%.99s"):format(long), #("a%sb"):format(long))
print(#("%s"):format("a\0b"), #("%5s"):format("a\0b"), #("%.5s"):format("a\0b"))
print(pcall(string.format, "%s"))
print(pcall(string.format, "%s", nil))
print(pcall(string.format, "%s", {}))
print(pcall(string.format, "%s", true))
print(pcall(string.format, "%10s", print))
