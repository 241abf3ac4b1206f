-- Patterns as programs use them: numbers, identifiers, paths, URLs, dates, key-value lines.
local cases = {
  { "^[%a_][%w_]*$", { "name", "_x1", "1x", "a-b", "" } },
  { "^[+-]?%d+$", { "12", "-5", "+7", "1.5", "", "-" } },
  { "^[+-]?%d*%.?%d+[eE]?[+-]?%d*$", { "1.5", ".5", "1e5", "-1.5e-3", "e5", "." } },
  { "^(%a+)://([^/:]+):?(%d*)(/?.*)$", { "http://host/path", "ftp://h:21/", "x://y", "nothing" } },
  { "^(.-)([^/]*)$", { "a/b/c.txt", "file", "/", "dir/" } },
  { "([^.]+)$", { "a.tar.gz", "noext", ".hidden", "x." } },
  { "^%s*(.-)%s*$", { "  trim  ", "x", "", "   ", "\ta b\n" } },
  { "^(%d%d%d%d)-(%d%d)-(%d%d)$", { "2024-01-31", "24-1-1", "2024-01-311" } },
  { "^%s*([%w_]+)%s*=%s*(.-)%s*$", { "key = value", " a=b ", "=x", "k=" } },
  { "^<(%w+)>(.*)</%1>$", { "<b>bold</b>", "<a>x</b>", "<i></i>" } },
  { "^#?(%x%x)(%x%x)(%x%x)$", { "#ff8800", "00aaFF", "#12345", "xyzxyz" } },
  { "^(%d+)%.(%d+)%.(%d+)%.(%d+)$", { "127.0.0.1", "1.2.3", "a.b.c.d" } },
  { "%f[%w]%w+", { "  first word", "-x-", "" } },
  { "^%[(=*)%[.*%]%1%]$", { "[[x]]", "[==[y]==]", "[=[z]]" } },
}
for _, c in ipairs(cases) do
  for _, s in ipairs(c[2]) do print(c[1], ("%q"):format(s), s:match(c[1])) end
end
