-- table.maxn: the largest positive numeric key of any kind.
print(table.maxn({}), table.maxn({ 1, 2, 3 }), table.maxn({ 1, nil, 3 }), table.maxn({ [10] = 1 }))
print(table.maxn({ [1.5] = 1 }), table.maxn({ [-1] = 1 }), table.maxn({ [0] = 1 }), table.maxn({ x = 1 }))
print(table.maxn({ [1e10] = 1, 5 }), table.maxn({ [1 / 0] = 1 }), table.maxn({ ["10"] = 1 }))
local t = { 1, 2, 3 }
t[3] = nil
print(table.maxn(t), #t)
t[100] = true
print(table.maxn(t))
t[100] = nil
print(table.maxn(t))
print(pcall(table.maxn))
print(pcall(table.maxn, 5))
print(table.maxn(setmetatable({}, { __index = { 1, 2 } })))
