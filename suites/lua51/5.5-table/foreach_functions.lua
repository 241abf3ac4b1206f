-- table.foreach and foreachi: order, early end by a value, errors.
local t = { "a", "b", "c", x = "y" }
table.foreachi(t, function(i, v) io.write(i, v, " ") end)
print()
print(table.foreachi(t, function(i, v) if v == "b" then return i * 10, "second" end end))
local n = 0
table.foreach(t, function(k, v) n = n + 1 end)
print(n, table.foreach(t, function(k) return k end))
print(table.foreach({}, error), table.foreachi({}, error))
print(table.foreach({ 1 }, function() return false end), table.foreachi({ 1 }, function() return nil end))
print(pcall(table.foreach, t))
print(pcall(table.foreachi, t, 5))
print(pcall(table.foreach, nil, print))
print(pcall(table.foreachi))
print(pcall(table.foreachi, t, function() error("in it", 0) end))
print(table.getn(t), table.getn({}), pcall(table.getn), pcall(table.setn, {}, 5))
print(pcall(table.setn))
