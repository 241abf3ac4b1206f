-- Strings with zero bytes: length, comparison, concatenation, keys, library functions.
local a, b = "x\0y", "x\0z"
print(#a, a == "x\0y", a == b, a < b, a < "x", a > "x", "x\0" > "x", "\0" < "", "" < "\0")
print(#(a .. b), (a .. b) == "x\0yx\0z", #a:rep(3), a:byte(1, -1))
local t = { [a] = 1, [b] = 2, ["x"] = 3, ["x\0"] = 4 }
print(t[a], t[b], t.x, t["x\0"], t["x\0\0"])
print(a:find("\0", 1, true), a:find("y", 1, true), a:sub(2, 2) == "\0", #a:upper(), a:reverse() == "y\0x", a:len())
print(("%s|"):format(a) == "x\0y|" or #("%s|"):format(a), tostring(a) == a, #tostring(a))
print(loadstring("return '\\0'")() == "\0", #loadstring("return 'a\0b'")())
print(("a\0b\0c"):gsub("%z", "0"), tonumber("1\0"), tonumber("1\0002"))
table.sort({ b, a })
local list = { "b\0", "b", "a\0b", "a\0a", "" }
table.sort(list)
for i = 1, #list do io.write(#list[i], " ") end
print()
io.write(#a, "\n")
