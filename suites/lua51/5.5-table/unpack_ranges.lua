-- unpack over ranges, holes, and values given as strings and fractions.
local t = { 1, 2, nil, 4, n = 4 }
print(unpack(t, 1, 4))
print(unpack(t, 2, 3), unpack(t, 3, 3))
print(unpack({ 1, 2, 3 }), unpack({ 1, 2, 3 }, 2), unpack({ 1, 2, 3 }, 4), unpack({ 1, 2, 3 }, -1, 1))
print(unpack({ 1, 2, 3 }, 2, 1), unpack({ 1, 2, 3 }, 1.9, "2"), unpack({}, 0, 0), unpack({ [0] = "z" }, 0, 0))
print(select("#", unpack({})), select("#", unpack({ 1, nil, 3 }, 1, 3)), select("#", unpack({}, 1, 250)))
print(unpack({ 1, 2, 3 }, nil, 2), unpack({ 1, 2, 3 }, 1, nil))
print(pcall(unpack))
print(pcall(unpack, "abc"))
print(pcall(unpack, {}, "x"))
print((unpack({ "only", "first" })))
print(unpack(setmetatable({}, { __index = function(_, i) return i * 10 end }), 1, 3))
