-- table.sort of strings with zeros, equal prefixes, numbers as strings; by several keys.
local t = { "b", "a\0b", "a", "", "B", "aa", "a\0", "10", "9", "\255", "ab" }
table.sort(t)
for _, s in ipairs(t) do io.write((s:gsub("[%z\255]", "?")), "|") end
print()
table.sort(t, function(a, b) return #a < #b or (#a == #b and a < b) end)
for _, s in ipairs(t) do io.write((s:gsub("[%z\255]", "?")), "|") end
print()
local nums = { "10", "9", "2", "33", "1" }
table.sort(nums)
print(table.concat(nums, " "))
table.sort(nums, function(a, b) return tonumber(a) < tonumber(b) end)
print(table.concat(nums, " "))
local people = { { "Ann", 30 }, { "Bob", 25 }, { "Cid", 30 }, { "Dan", 25 }, { "Eve", 41 } }
table.sort(people, function(a, b) if a[2] == b[2] then return a[1] > b[1] end return a[2] < b[2] end)
for _, p in ipairs(people) do io.write(p[1], p[2], " ") end
print()
local f = { 0.5, -1, 1 / 0, -1 / 0, 0, 1e-300, -0.0, 3 }
table.sort(f)
for _, v in ipairs(f) do io.write(tostring(v == 0 and 0 or v), " ") end
print()
local holes = { 3, 1, 2, nil }
table.sort(holes)
print(unpack(holes))
