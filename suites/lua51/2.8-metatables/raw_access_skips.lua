-- rawget, rawset, rawequal, next, #, table functions: none asks a metatable.
local asked = 0
local function ask() asked = asked + 1 end
local mt = { __index = ask, __newindex = ask, __eq = ask, __len = ask, __call = ask }
local t, u = setmetatable({}, mt), setmetatable({}, mt)
print(rawget(t, "x"), rawset(t, "x", 1) == t, rawget(t, "x"), rawequal(t, u))
print(next(t), #t, asked)
table.insert(t, "a")
table.insert(t, 1, "b")
print(t[1], t[2], #t, asked)
print(table.remove(t), table.concat(t, ","), unpack(t))
table.sort(t)
for k, v in pairs(t) do io.write(tostring(k), "=", tostring(v), " ") end
print(asked)
print(t[5], asked)
t[5] = 1
print(rawget(t, 5), asked)
for i, v in ipairs(t) do io.write(i, v, " ") end
print(asked)
