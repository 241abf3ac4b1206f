-- Constructors, operators, assignments and local statements that are malformed.
for _, s in ipairs({
  "x = {", "x = {1", "x = {1,", "x = {,}", "x = {;}", "x = {1,,2}", "x = {1;2,3;}", "x = {a=}", "x = {=1}", "x = {[1]}", "x = {[1]=}", "x = {[]=1}",
  "x = {[1] 2}", "x = {a.b=1}", "x = {'a'=1}", "x = {1=2}", "x = {f()=1}", "x = {...}", "x = {a=1 b=2}", "x = }", "x = {}}", "x = {{}", "x =\n{\n1\n",
  "x = 1 +", "x = + 1", "x = 1 + + 2", "x = 1 * / 2", "x = not", "x = #", "x = -", "x = 1 and", "x = or 2", "x = 1 == ", "x = (", "x = ()", "x = (1",
  "x = 1)", "x = (1, 2)", "x = a.", "x = a:", "x = a[", "x = a[]", "x = a[1", "x = 'a' 'b'", "x = 1 2", "x = nil nil", "x =", "= 1", "x", "x y", "x, = 1",
  "x, y", "x, y =", "x, 1 = 2", "x = y = z", "1 = x", "nil = 1", "'a' = 1", "{} = 1", "(x) = 1", "x + y = 1", "not x = 1", "x:y = 1", "x.y.z = 1, 2",
  "local", "local 1", "local x,", "local x =", "local x.y", "local x[1]", "local x:y", "local (x)", "local x = 1 = 2", "local ...", "return return",
  "return 1,", "return 1 2", "return 1 x = 1", "return; x = 1", "do return end x = 1", "end", "do", "do end end", "(1)", "'x'", "{}", "x = 1,", "goto x",
}) do
  local f, m = loadstring(s, "=ex")
  print((s:gsub("\n", "|")), f and "fine" or m)
end
