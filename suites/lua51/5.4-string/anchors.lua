-- ^ anchors at the start or at init; $ anchors at the end; elsewhere they are plain.
print(("abc"):find("^abc$"), ("abc"):find("^b"), ("abc"):find("b$"), ("abc"):find("c$"))
print(("abc"):find("^b", 2), ("abc"):find("^", 2), ("abc"):find("$"), ("abc"):find("^$"), (""):find("^$"))
print(("a^b$c"):find("a^b"), ("a^b$c"):find("b$c"), ("$"):find("$$"), ("^"):find("^^"))
print(("a$"):find("a%$$"), ("^a"):find("^%^a"), ("ab"):find("(^a)"), ("^a"):find("(^a)"), ("a$"):find("(a$)"))
print(("abc"):gsub("^a", "x"), ("aaa"):gsub("^a", "x"), ("aaa"):gsub("a$", "x"), ("aaa"):gsub("^", "x"))
print(("aaa"):gsub("$", "x"), ("abc"):match("^(.)"), ("abc"):match("(.)$"), ("line1\nline2"):match("^line2"))
for w in ("^a^a"):gmatch("^a") do io.write("[", w, "]") end
print()
