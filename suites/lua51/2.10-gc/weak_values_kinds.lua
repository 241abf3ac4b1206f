-- Values of each type in a table with weak values: strings, numbers and booleans stay.
local t = setmetatable({}, { __mode = "v" })
t.string, t.number, t.boolean = "a" .. "b", 12.5, true
t.table, t.closure, t.thread, t.userdata = {}, function() return t end, coroutine.create(function() end), newproxy()
t.c_function = print
t.wrapped = coroutine.wrap(function() end)
t.loaded = loadstring("return 1")
t[1], t[2], t[3] = {}, "kept", {}
collectgarbage()
local names = {}
for k in pairs(t) do names[#names + 1] = tostring(k) end
table.sort(names)
print(table.concat(names, " "))
local keep = {}
t.a, t.b = keep, { keep }
collectgarbage()
print(t.a == keep, t.b)
