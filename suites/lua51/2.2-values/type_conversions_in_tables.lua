-- What functions and operators convert and what they do not: keys, comparisons, library arguments.
local t = { [1] = "number", ["1"] = "string" }
print(t[1], t["1"], t["1" + 0], t[1 .. ""], t[tostring(1)], t[tonumber("1")])
print("1" == 1, "1" + 1 == 2, 1 .. "" == "1", "abc" < "abd", pcall(function() return 1 < "2" end))
print(("5"):rep(3), ("x"):rep("3"), math.floor("3.7"), ("abc"):sub("2"), string.char("65"), select("2", "a", "b"))
print(tostring(12) == "12", 12 .. "" == tostring(12), tonumber("12") == 12, type("1" + 0), type(1 .. ""))
for i = "1", "3" do io.write(type(i), i, " ") end
print(pcall(function() for i = "a", 2 do end end))
print(table.concat({ 1, "2", 3.5 }, "+"), #table.concat({ 1, 2 }), ("%d %s"):format("7", 8))
print(rawequal("1", 1), ({ a = 1 })["a"], next({ [2] = 1 }) == 2, unpack({ 1, 2, 3 }, "2"))
print(pcall(string.rep, 5, {}))
print(string.rep(5, 2), string.len(123), string.upper(12), (string.gsub(121, 1, 3)))
