-- Library functions on strings of some ten thousand bytes.
local s = ("0123456789"):rep(3000)
print(#s, s:sub(-3), s:sub(15000, 15005), s:byte(20001), s:find("890", 20000, true), s:find("9$"), #s:reverse(), s:reverse():sub(1, 3))
print(#s:upper(), #s:gsub("5", ""), select(2, s:gsub("5", "")), #s:gsub("%d%d", "%0%0"), s:match("()890123", 29000), #s:match(".*9"))
local t = {}
for i = 1, 2000 do t[i] = "item" .. i end
local joined = table.concat(t, ",")
local count = 0
for _ in joined:gmatch("[^,]+") do count = count + 1 end
print(#joined, count, joined:find("item1999", 1, true), joined == table.concat(t, ","))
local a, b = ("x"):rep(20000), ("x"):rep(19999) .. "y"
print(a < b, a == b, a == ("x"):rep(10000) .. ("x"):rep(10000), #(a .. b), (a .. "z"):find("z"))
local keys = { [a] = 1, [b] = 2 }
print(keys[("x"):rep(20000)], keys[b], keys[a .. ""])
print(#("%s|%s"):format(a, b), #string.format("%q", a), #tostring(a), tonumber(("1"):rep(300)) ~= nil, tonumber(("1"):rep(400)))
local built = ""
for i = 1, 300 do built = built .. i .. " " end
print(#built, built:sub(-8))
