-- Sets in string.find: ranges, complements, classes inside, and ] - ^ in odd places.
local text = "a-b]c^d[e%f.g"
for _, p in ipairs({
  "[a-c]", "[^a-c]", "[%a]", "[^%a]", "[]]", "[^]]", "[]a]", "[a-]", "[-a]", "[^-a]", "[c^]", "[%]]",
  "[%-]", "[%^]", "[a-%%]", "[%a-z]", "[.]", "[%.]", "[[]", "[e-g]+", "[%w%p]*", "[a-a]", "[z-a]",
  "[^%w]", "[%W]", "[^%W]+", "[%]%[]", "[a%]-]+", "[\1-\255]*",
}) do
  print(p, text:find(p))
end
print(("x-y"):find("[a-c-z]"), ("x-y"):find("[x%-z]+"), ("5"):find("[0-46-9]"))
