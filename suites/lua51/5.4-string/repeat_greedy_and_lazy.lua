-- Repetitions: * and + take most, - takes least, ? takes one or none; all give back.
local s = "aaab<x><y>aaab"
for _, p in ipairs({
  "a*", "a+", "a-", "a?", "a*b", "a+b", "a-b", "a?b", "<.*>", "<.->", "<.+>", "<.?>", "a*a", "a+a", "a-a",
  "a?a", "a*$", "a-$", "b*$", "b-$", ".-b", ".*b", "x*<", "(a*)(a*)", "(a-)(a*)", "(a?)(a?)(a?)(a?)",
}) do
  print(p, s:find(p))
end
print(("aaa"):match("^(a-)$"), ("aaa"):match("^(a-)a$"), ("aaa"):match("^(a*)aa$"), ("ab"):match("^(a?)(b?)(c?)$"))
