-- Repetitions * + - ?, greedy and lazy, with anchors and backtracking.
local subject = "aaab"
for _, p in ipairs({
  "a*", "a+", "a-", "a?", "a*b", "a+b", "a-b", "a?b", "^a*", "^a-$", "^a-b$", "b*", "b-", "c*",
  "c?", "a*a", "a+a", "a-a", "a?a?a?a?",
  ".*", ".+", ".-", ".-b", ".*a", "^.-a", "^.*a$", "a*$", "b?$", "(a*)(b*)", "(a-)(b)", "(a+)(a)",
  "(a*)a(b)", "(a?)(a?)(a?)(a?)", "^(a)(.-)$",
  "a**", "a+?", "a--", "^^a", "a$b", "$", "^", "^$", "*a", "+", "?", "-", "a%*", "(a)*", "[ab]*",
  "[ab]-b", "[^b]+", "%a+", "%a-%f[%A]", "()a+()", "(()())",
}) do
  print(p, pcall(string.match, subject, p))
end
print(("key = value # note"):match("^(%S+)%s*=%s*(.-)%s*#"))
print(("<a><b></b>"):match("<(.-)>"), ("<a><b></b>"):match("<(.*)>"),
  ("<a><b></b>"):match("<([^>]*)>$"))
print(("2024-01-15"):match("(%d+)-(%d+)-(%d+)"), ("2024-01-15"):match("^%d%d%d%d%-%d%d"))
print(("  both  "):match("^%s*(.-)%s*$") .. "|", ("no spaces"):match("^%s+"))
print(("aXbXc"):match("^(.-)X(.*)$")) print(("aXbXc"):match("^(.*)X(.-)$"))
print(("a,b,,d"):match("^(.-),(.-),(.-),(.-)$"))
print(("foo.bar.baz"):match("^(.*)%.(.-)$"), ("/usr/lib/x.so"):match("([^/]*)%.(%w+)$"))
print(("0x1F"):match("^0[xX](%x+)$"), ("-12.5e3"):match("^[+-]?%d+%.?%d*[eE]?[+-]?%d*$"),
  ("12a"):match("^%d+$"))
print(pcall(string.match, ("a"):rep(300), ("a?"):rep(30) .. ("a"):rep(30)))
print(#(("a"):rep(5000)):match(".-$"), #(("a"):rep(5000)):match("^(a*)"),
  (("ab"):rep(100)):match("^(ab)-$"))
