-- Which keys are the same: integers in floats, -0, large floats, and keys that are refused.
local t = {}
t[1] = "one"
t[2 ^ 53] = "big"
t[-1] = "minus one"
t[0] = "zero"
t[0.5] = "half"
t["1"] = "string one"
t[true], t[false] = "yes", "no"
print(t[1.0], t[3 - 2], t[10 / 10], t["1"], t[0 + 1])
print(t[2 ^ 53], t[2 ^ 53 + 1], t[9007199254740992], t[2 ^ 53 - 1])
print(t[-1], t[-1.0], t[0], t[-0], t[0.0], t[0 * -1], t[.5], t[1 / 2])
print(t[true], t[false], t[not nil], t[1 == 1], t[nil])
t[-0] = "negative zero"
print(t[0], next({ [0 * -1] = 1 }) == 0, 1 / next({ [0 * -1] = 1 }) < 0)
print(pcall(function() t[nil] = 1 end))
print(pcall(function() t[0 / 0] = 1 end))
print(pcall(rawset, t, nil, 1))
print(pcall(rawset, t, 0 / 0, 1))
print(t[0 / 0], rawget(t, nil), rawget(t, 0 / 0))
print(pcall(function() return { [nil] = 1 } end))
print(pcall(function() return { [0 / 0] = 1 } end))
local inf = 1 / 0
t[inf], t[-inf] = "inf", "-inf"
print(t[inf], t[-inf], t[math.huge], t[1e308 * 10])
local key1, key2, f = {}, {}, function() end
t[key1], t[key2], t[f], t[print] = 1, 2, 3, 4
print(t[key1], t[key2], t[{}], t[f], t[print], t[function() end])
t[1e15], t[1e15 + 0.5], t[2 ^ 31], t[2 ^ 32], t[-2 ^ 31] = "a", "b", "c", "d", "e"
print(t[1e15], t[1e15 + 0.5], t[2 ^ 31], t[2 ^ 32], t[-2 ^ 31], t[2147483648])
t[1.5] = nil
t.missing = nil
print(t[1.5], t.missing, rawequal(t[1.5], nil))
local n = {}
for i = 1, 4 do n[i + 0.25] = i end
print(n[1.25], n[2.25], n[3.25], n[4.25], n[1], #n)
