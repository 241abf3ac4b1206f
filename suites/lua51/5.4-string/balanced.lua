-- %b: balanced pairs, unbalanced text, equal delimiters.
local s = "f(a(b)c)(d) [x[y]] {unclosed { } <<>"
print(s:match("%b()"), s:match("%b[]"), s:match("%b{}"), s:match("%b<>"))
for p in s:gmatch("%b()") do io.write(p, " ") end
print(s:gsub("%b()", "()"))
print(("'quoted' 'twice'"):match("%b''"), ("xaxbx"):match("%bxx"), ("((("):match("%b()"))
print(("(()"):find("%b()"), (")("):find("%b()"), pcall(string.find, "ab", "%b"))
print(pcall(string.find, "ab", "%bx"))
print(("if x then if y end end"):match("%bie"))
print((("("):rep(50) .. (")"):rep(50)):find("%b()"))
print(("(a)(b)"):match("^%b()%b()$"))
