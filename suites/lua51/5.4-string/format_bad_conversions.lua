-- string.format: conversions that do not exist, and specifications that are too long.
local bad = {}
for b = 33, 126 do
  local c = string.char(b)
  if not pcall(string.format, "%" .. c, 1) then bad[#bad + 1] = c end
end
print(table.concat(bad))
for _, f in ipairs({
  "%", "%5", "%.", "%-", "abc%", "%y", "%5y", "%.5y", "% y", "%100d", "%.100d", "%1234d", "%99.99d",
  "%0000005d", "%-----5d", "%------5d", "%+-#0 5d", "%+-#0 05d", "%ld", "%hd", "%lld", "%5%", "%*d",
}) do
  print(f, pcall(string.format, f, 1, 2))
end
