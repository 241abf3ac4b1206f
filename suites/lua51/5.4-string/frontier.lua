-- %f: borders of sets, the ends of the subject count as a zero byte.
local s = "THE (quick) fox, THEN"
for _, p in ipairs({ "%f[%a]%a+", "%f[%A]", "%f[%u]%u+%f[%U]", "%f[%z]", "%f[^%z]", "%f[q]", "%f[xf]", "%f[%p]" }) do
  local found = {}
  for at in s:gmatch("()" .. p) do found[#found + 1] = at end
  print(p, table.concat(found, " "))
end
print(s:gsub("%f[%a]%a", "*"))
print((""):find("%f[%z]"), ("a"):find("%f[%z]"), (""):find("%f[a]"), ("aa"):gsub("%f[a]", "^"))
print(pcall(string.find, s, "%f"))
print(pcall(string.find, s, "%fa"))
print(pcall(string.find, s, "%f["))
print(pcall(string.find, s, "%f[a"))
