-- Table keys of every type; numbers as keys are equal when the numbers are.
local f, t2, u, co = function() end, {}, newproxy(), coroutine.create(function() end)
local t = {}
local keys = { 1, 1.5, -1, 0, 2 ^ 53, "1", "", true, false, f, t2, u, co, print, 1e300, -1e-300, 1 / 0 }
for i, k in ipairs(keys) do t[k] = i end
for i, k in ipairs(keys) do assert(t[k] == i) end
print(t[1], t["1"], t[1.0], t[2 - 1], t["1" + 0], t[true], t[not true], t[2 ^ 53 + 0], t[{}], t[function() end])
t[1.0], t[-0.0] = "one", "zero"
print(t[1], t[0])
local n = 0
for k, v in pairs(t) do n = n + 1 end
print(n, #keys)
for i, k in ipairs(keys) do t[k] = nil end
print(next(t))
local arr = {}
for i = 10, 1, -1 do arr[i] = i end
print(#arr, arr[1], arr[10], arr["1"])
