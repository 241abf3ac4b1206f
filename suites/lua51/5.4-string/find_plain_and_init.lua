-- string.find: plain searches, start positions, empty patterns and captures returned.
local s = "hello world, hello moon"
print(s:find("hello")) print(s:find("hello", 2)) print(s:find("hello", 14)) print(s:find("hello",
  15))
print(s:find("o w")) print(s:find("moon$")) print(s:find("^hello")) print(s:find("^hello",
  2)) print(s:find("^world", 7))
print(s:find("")) print(s:find("", 5)) print(s:find("", 24)) print(s:find("", 25)) print(s:find("",
  -1)) print(s:find("", 100))
print((""):find("")) print((""):find("",
  2)) print((""):find("x")) print((""):find("^$")) print((""):find("$"))
print(s:find("o", -3)) print(s:find("o",
  -100)) print(s:find("l+")) print(s:find("(h)(e)")) print(s:find("()ll()"))
print(("a.b"):find(".")) print(("a.b"):find(".", 1,
  true)) print(("a.b"):find("%.")) print(("a+b"):find("+", 1, true))
print(("a[b"):find("[", 1, true)) print(pcall(string.find, "a[b", "[")) print(("a%b"):find("%", 1,
  true)) print(pcall(string.find, "a%b", "%"))
print(("a(b"):find("(", 1, true)) print(pcall(string.find, "a(b", "(")) print(("a^b"):find("^", 1,
  true)) print(("a^b"):find("b^")) print(("a^b"):find("a^"))
print(("a$b"):find("$b")) print(("a$b"):find("a$")) print(("ab$"):find("b$", 1,
  true)) print(("x"):find("x", 1, false)) print(("x"):find("x", 1, nil))
print(("a\0b\0c"):find("\0")) print(("a\0b\0c"):find("\0", 3)) print(("a\0b"):find("b", 1,
  true)) print(("a\0b"):find("\0b", 1, true))
print(("aXb"):find("%u")) print(("abc"):find("b", "2")) print(("abc"):find("b",
  2.9)) print(("abc"):find("c", 3))
print(string.find(12345, 34)) print(("1.5"):find(1.5)) print(("1x5"):find(1.5)) 
print(("abcabc"):find("abc", 2, true)) print(("aaa"):find("aa", 2, true)) print(("aab"):find("ab",
  1, true)) print(("ababac"):find("abac", 1, true))
print(pcall(string.find)) print(pcall(string.find, "x")) print(pcall(string.find, {},
  "x")) print(pcall(string.find, "x", {})) print(pcall(string.find, "x", "x", {}))
local big = ("a"):rep(1000) .. "b" .. ("a"):rep(1000)
print(big:find("b")) print(big:find("b", 1002)) print(big:find("ab", 1,
  true)) print(big:find("a-b")) print(big:find("a*$", 1002)) print(big:find("ba", 1001, true))
