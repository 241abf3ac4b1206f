-- Limits of the stack in calls to C: unpack, select, string.byte, table arguments.
print(pcall(unpack, {}, 1, 1e6))
print(pcall(unpack, {}, 1, 1e7))
print(pcall(unpack, {}, -1e6, 1e6))
print(select("#", unpack({}, 1, 7000)))
print(pcall(string.byte, ("x"):rep(1e5), 1, 1e5))
print(pcall(string.char, unpack({}, 1, 100)))
local function count(...) return select("#", ...) end
print(count(unpack({}, 1, 200)), pcall(count, unpack({}, 1, 5000)))
local t = {}
for i = 1, 7000 do t[i] = i end
print(count(unpack(t)), (select(7000, unpack(t))), #{ unpack(t) })
print(pcall(function() return unpack(t, 1, 1e8) end))
print(unpack({}, 2, 1), count(unpack({}, 2, 1)), count(unpack({}, 1, 1)), count(unpack({}, 5, 1)))
print(pcall(unpack))
print(pcall(unpack, 5))
