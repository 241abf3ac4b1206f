-- Captures: positions, nesting, back references, %b and %f.
print(("hello"):match("(h)(e)(l)(l)(o)")) print(("hello"):match("((h)(e))"))
print(("hello"):match("(((((h)))))"))
print(("hello"):match("()")) print(("hello"):match("()h()e()")) print(("hello"):match("h()"))
print(("hello"):match("(x?)"))
print(("hello"):match("(l)%1")) print(("hello"):match("(.)%1(.)"))
print(("abcabc"):match("(abc)%1")) print(("abab"):match("^(..)%1$"))
print(('say "hi" now'):match("([\"'])(.-)%1")) print(("say 'it\"s' now"):match("([\"'])(.-)%1"))
print(("aabb"):match("(a)(%1)(b)%3")) print(pcall(string.match, "ab",
  "(a)%2")) print(pcall(string.match, "ab", "%1(a)")) print(pcall(string.match, "aa", "(a%1)"))
print(("f(a(b)c)d)"):match("%b()")) print(("((x)"):match("%b()")) print(("(()"):find("%b()"))
print(("x"):match("%b()")) print(("[[a]]"):match("%b[]"))
print(("begin nd end"):match("%bbd")) print(("aXbXc"):match("%bXX"))
print(("if (a) then (b)"):gsub("%b()", "<>")) print(("{1{2}3}"):match("%b{}", 2))
print(("THE (quick) fox"):find("%f[%a]%a+%f[%A]", 5)) print(("foo bar"):gsub("%f[%w]%w+",
  "<%0>")) print(("foo_bar baz"):gsub("%f[%w_]", "|"))
print(pcall(string.find, "abc", "%f[\0]")) print(("abc"):find("%f[%z]"))
print(("THE END"):gsub("%f[%a]%a",
  string.lower)) print((""):find("%f[^%a]")) print(("x"):find("%f[x]"))
local many = ("(.)"):rep(32)
print(select("#", (("x"):rep(32)):match(many))) print(pcall(string.match, ("x"):rep(33),
  ("(.)"):rep(33)))
print(("abc"):match("^(a)(b)(c)$")) print(("k=v; a=b"):match("(%w+)=(%w+); (%w+)=(%w+)"))
print(("x"):match("(x)()(y?)()"))
print(("abc"):find("(b)(c)")) print(("abc"):find("b()")) print(("aaa"):find("(a)(a*)",
  2)) print(("hello world"):match("^(%w+)")) print(("hello"):match("(.-)(l+)(.*)"))
print(("2+3=5"):match("(%d)%+(%d)%=(%d)")) print(("\0a\0"):match("(%z)a(%z)") == "\0")
print(("a\0b"):match("a(.)b") == "\0", #("a\0b"):match(".*"))
print(("date: 5/6"):match("(%d+)/(%d+)")) print(tostring(("abc"):match("x"))) print(select("#",
  ("abc"):match("x")), select("#", ("abc"):match("(a)(b)")))
print(("one two  three"):match("(%S+)%s+(%S+)%s+(%S+)"))
print(("[[nested [brackets]]"):match("%[(%b[])")) print(("a.b.c"):match("^(.-)%.(.-)%.(.-)$"))
