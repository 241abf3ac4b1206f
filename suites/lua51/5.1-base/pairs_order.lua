-- The order of pairs: the array first, then the hash by its own order, the same every time.
local function order(t) local r = {} for k in pairs(t) do r[#r + 1] = tostring(k) end return table.concat(r, " ") end
print(order({ 1, 2, 3 }), order({ 10, 20, x = 1 }), order({ x = 1, y = 2, z = 3, w = 4 }))
local t = {}
for _, k in ipairs({ "one", "two", "three", "four", "five", "six", "seven" }) do t[k] = #k end
print(order(t))
t.three = nil
print(order(t))
t.eight = 8
print(order(t))
t.three = 3
print(order(t))
local n = {}
for i = 10, 1, -1 do n[i] = i end
print(order(n))
for i = 1, 10, 2 do n[i] = nil end
print(order(n))
n[100], n[-5], n[0.5], n[0] = 1, 1, 1, 1
print(order(n))
local b = { [true] = 1, [false] = 2, [1] = 3, ["1"] = 4, [1.5] = 5, [-1] = 6, [1e10] = 7 }
print(order(b))
local letters = {}
for c in ("abcdefghijklmnopqrstuvwxyz"):gmatch(".") do letters[c] = true end
print(order(letters))
for c in ("aeiou"):gmatch(".") do letters[c] = nil end
print(order(letters))
