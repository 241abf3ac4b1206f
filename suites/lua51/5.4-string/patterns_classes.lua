-- Character classes over all 256 bytes, sets, ranges and complements.
local function members(pattern)
  local n, h = 0, 0
  for i = 0, 255 do
    if string.char(i):find(pattern) then n = n + 1 h = (h * 31 + i) % 1000003 end
  end
  return n .. ":" .. h
end
for _, class in ipairs({ "a", "c", "d", "l", "p", "s", "u", "w", "x", "z" }) do
  print(class, members("%" .. class), members("%" .. class:upper()), members("[%" .. class .. "]"),
    members("[^%" .. class .. "]"))
end
for _, set in ipairs({
  ".", "[a-z]", "[A-Za-z0-9_]", "[^a-z]", "[abc]", "[^abc]", "[a%-z]", "[a-]", "[-a]", "[]]",
  "[^]]", "[]a]",
  "[%]]", "[%^a]", "[a^]", "[^^]", "[%a_]", "[%w%s]", "[^%w%s]", "[0-9a-fA-F]", "[%d-f]",
  "[a-c-e]", "[%%]",
  "[+-/]", "[.]", "[%.]", "[*]", "[()]", "[\1-\31]", "[\128-\255]", "[a-a]", "[z-a]", "[^\0]",
  "%.", "%%", "%-", "%]",
}) do
  print(set, pcall(members, set))
end
for _, bad in ipairs({ "[", "[^", "[a", "[%", "[]", "[^]", "%", "a%", "[a-", "[a-%", "(", "(a",
  ")", "a)", "()(", "%1", "(%1)", "%f", "%b", "%bx", "[%a" }) do
  print(bad, pcall(string.find, "abc", bad))
end
print(("THE (quick) fox"):find("%((%a+)%)")) print(("x = 10"):match("^(%w+)%s*=%s*(%d+)$"))
print(("aaa"):find("a", 4)) print(("aaa"):find("a?", 4)) print(("aaa"):find("$",
  4)) print(("abc"):find("[a-c]+")) print(("abc"):find("[^a-b]"))
