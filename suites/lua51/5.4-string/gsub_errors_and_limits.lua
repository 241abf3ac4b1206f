-- string.gsub: limits, counts, replacement values of wrong types, errors in functions.
for _, n in ipairs({ 0, 1, 2, 3, 100, -1, -100, 1.9 }) do print(n, ("aaa"):gsub("a", "b", n)) end
print(("aaa"):gsub("a", "b", nil), ("abc"):gsub("", "-", 2), ("aaa"):gsub("x", "b"))
for _, r in ipairs({ {}, print, true }) do
  print(pcall(string.gsub, "abc", "b", function() return r end))
  print(pcall(string.gsub, "abc", "b", { b = r }))
end
print(pcall(string.gsub, "abc", "b", true))
print(pcall(string.gsub, "abc", "b", nil))
print(pcall(string.gsub, "abc", "b"))
print(pcall(string.gsub, "abc", "b", "%2"))
print(pcall(string.gsub, "abc", "(b)", "%2"))
print(pcall(string.gsub, "abc", "b", "%9"))
print(pcall(string.gsub, "abc", "b", "x%"))
print(pcall(string.gsub, "abc", "b", function() error("from inside", 0) end))
print(pcall(string.gsub, "abc", "b", function() error({}) end))
print(pcall(string.gsub, {}, "b", ""))
