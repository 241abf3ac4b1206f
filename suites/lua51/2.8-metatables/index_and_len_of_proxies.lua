-- Proxies around arrays: reading by index, length by a function, iteration by ipairs.
local function proxy(t) return setmetatable({}, { __index = function(_, k) return t[k] end, __newindex = function(_, k, v) t[k] = v end, __len = function() return #t end }) end
local p = proxy({ 10, 20, 30 })
print(p[1], p[3], p[4], #p)
for i, v in ipairs(p) do print("never: ipairs reads raw", i, v) end
p[4] = 40
local s = 0
for i = 1, 4 do s = s + p[i] end
print(s, rawget(p, 4), next(p))
print(unpack({ p[1], p[2] }), table.concat({ p[1], p[2] }, "-"), pcall(table.concat, p, "-", 1, 2))
table.insert(p, "raw")
print(rawget(p, 1), p[1], #p)
