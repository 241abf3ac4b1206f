-- table.getn, table.setn, foreach and foreachi as 5.1 still has them.
print(table.getn({}), table.getn({ 1, 2 }), table.getn({ n = 10 }), table.getn({ 1, 2, n = 5 }))
print(pcall(table.setn, {}, 1))
print(pcall(table.setn, {}))
print(pcall(table.getn, "x"))
local log = {}
table.foreach({ 10, 20, 30 }, function(k, v) log[#log + 1] = k .. "=" .. v end)
table.foreachi({ 10, 20, 30 }, function(k, v) log[#log + 1] = k .. ":" .. v end)
print(table.concat(log, " "))
print(table.foreach({ a = 1 }, function(k, v) return k .. v, "second" end), table.foreachi({ 5, 6 }, function(i, v) return v > 5 and i or nil end))
local t = { 1, 2, 3, 4 }
table.foreachi(t, function(i, v) if i == 1 then t[4] = nil end log[#log + 1] = v end)
print(#log, log[#log])
local sum = 0
table.foreach(string, function(k, v) if type(v) == "function" then sum = sum + 1 end end)
print(sum > 10)
