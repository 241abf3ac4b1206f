-- string.gfind is gmatch by its older name.
print(string.gfind == string.gmatch)
for word in string.gfind("one two three", "%a+") do io.write(word, ".") end
print()
for k, v in string.gfind("a=1, b=2", "(%w+)=(%w+)") do io.write(k, ":", v, " ") end
print()
