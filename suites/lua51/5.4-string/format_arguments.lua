-- string.format: counts of arguments, kinds of arguments and their numbers in errors.
print(("no conversion"):format(1, 2, 3), ("%d"):format(1, 2, 3), (""):format())
print(("100%%"):format(), ("%%%d%%"):format(5), ("%s%%s"):format("a"))
for n = 1, 5 do
  print(pcall(string.format, ("%d "):rep(n), 1, 2, 3))
end
print(pcall(string.format, "%d %d", 1, "two"))
print(pcall(string.format, "%s %d", "a", {}))
print(pcall(string.format, "%f", print))
print(pcall(string.format))
print(pcall(string.format, nil))
print(pcall(string.format, {}))
print(string.format(12))
