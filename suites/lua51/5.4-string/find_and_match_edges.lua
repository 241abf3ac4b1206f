-- find and match: init far behind the end, empty patterns and subjects, long subjects.
print(("abc"):find("", 10), ("abc"):find("", 4), ("abc"):find("b", 10), ("abc"):find("", 100, true), ("abc"):match("", 50), (""):find("", 2))
print(("abc"):match(""), ("abc"):match("", 2), (""):match(""), (""):match(".*"), (""):match(".+"), ("abc"):match("", 4))
print(string.match("abc", ""), string.match("", ""), string.find("", ""), string.find("abc", "", -1), string.find("abc", "", -10))
local long = ("a"):rep(5000) .. "b"
print(long:find("b"), long:find("a*b"), long:find("a-b"), (long:find(".-c")), #long:match("^a*"), (long:match("(a-)b$")):len())
print(("x"):rep(1000):find(("x"):rep(999) .. "$"), (("ab"):rep(500)):find("ba", 900, true), ("a\nb"):find("a.b"), ("a\nb"):match("^(.-)\n"))
print(("key=val"):match("(%w+)=(%w*)"), ("key="):match("(%w+)=(%w*)"), ("=val"):match("(%w*)=(%w+)"))
print(#("abc"):gsub("", "x"), ("abc"):gsub("$", "x"), ("hello world"):find("o w"), ("hello"):find("l+"), ("a.b.c"):find(".", 2, true))
