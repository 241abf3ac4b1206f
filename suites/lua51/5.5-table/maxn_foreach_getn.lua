-- table.maxn and the old functions foreach, foreachi, getn and setn.
print(table.maxn({}), table.maxn({ 1, 2, 3 }), table.maxn({ 1, nil, 3 }), table.maxn({ [10] = 1 }),
  table.maxn({ [1.5] = 1 }))
print(table.maxn({ [-1] = 1 }), table.maxn({ [0] = 1 }), table.maxn({ x = 1 }),
  table.maxn({ [2 ^ 53] = 1, [5] = 1 }), table.maxn({ [1e300] = true }))
print(table.maxn({ [math.huge] = 1 }), table.maxn({ 1, 2, [100] = nil }), pcall(table.maxn),
  pcall(table.maxn, 5))
local seen = {}
print(table.foreachi({ "a", "b", "c" }, function(i, v) seen[#seen + 1] = i .. v end),
  table.concat(seen, " "))
print(table.foreachi({ "a", "b", "c" }, function(i,
  v) if i == 2 then return "stopped at " .. v end end))
print(table.foreach({ 10, 20, x = 30 }, function(k, v) if k == "x" then return v end end))
local sum = 0
table.foreach({ 1, 2, 3, a = 4, b = 5 }, function(_, v) sum = sum + v end)
print(sum, table.foreach({}, error), table.foreachi({}, error))
print(pcall(table.foreach, { 1 }, function() error("in foreach", 0) end))
print(pcall(table.foreach)) print(pcall(table.foreach, {})) print(pcall(table.foreachi, 5,
  print)) print(pcall(table.foreach, {}, 5))
print(table.foreach({ 1, 2 }, function(k, v) return false end), table.foreach({ 1 },
  function() return nil, 5 end))
print(table.getn({}), table.getn({ 1, 2 }), table.getn({ 1, nil, 3 }), table.getn({ n = 10 }))
print(pcall(table.getn)) print(pcall(table.setn, {}, 5))
local t = { 1, 2, 3, 4 }
table.foreachi(t, function(i, v) t[i] = v * v end)
print(table.concat(t, " "))
local keys = {}
table.foreach({ a = 1, b = 2, c = 3, 4, 5 }, function(k) keys[#keys + 1] = tostring(k) end)
print(#keys, table.concat(keys, " "))
local names = {}
for k in pairs(table) do names[#names + 1] = k end
table.sort(names)
print(table.concat(names, " "))
