-- Malformed patterns, in find, match, gmatch and gsub.
local bad = { "%", "a%", "[", "[a", "[^", "[]", "[^]", "[%", "[%a", "[a-", "(", "(a", ")", "%f", "%fx", "%b", "%bx", "%1", "(%1)" }
for _, p in ipairs(bad) do
  local _, find = pcall(string.find, "abc", p)
  local _, match = pcall(string.match, "abc", p)
  local _, gsub = pcall(string.gsub, "abc", p, "")
  local _, gmatch = pcall(function() for _ in ("abc"):gmatch(p) do end end)
  print(p, find, find == match, find == gsub, gmatch)
end
print(("abc"):find("[a"  .. "]"), ("%"):find("%%"), ("a%"):find("%%$"))
