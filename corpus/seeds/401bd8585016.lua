-- Guards that fail inside inlined calls, several frames deep.
local function level3(t, k) return t[k] end
local function level2(t, k) local v = level3(t, k) return v + 1 end
local function level1(t, k) local a, b = level2(t, k), k return a * 2 + b end
local t = {}
for i = 1, 20 do t[i] = i end
local function run(n) local s = 0 for i = 1, n do s = s + level1(t, i % 20 + 1) end return s end
print(run(200))
t[5] = 2.5
print(run(200))
t[6] = "7"
print(run(200))
t[7] = setmetatable({}, { __add = function() return 100 end })
print(run(200))
t[8] = nil
print(pcall(run, 200))
t[8] = 8
setmetatable(t, { __index = function() return 0 end })
t[9] = nil
print(run(200))
level3 = function(t, k) return -k end
print(run(200))
level2 = math.abs
print(pcall(run, 200))
