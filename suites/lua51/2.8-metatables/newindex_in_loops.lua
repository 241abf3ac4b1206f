-- Stores that reach __newindex functions and tables in hot loops.
local log = {}
local t = setmetatable({}, { __newindex = function(t, k, v) log[#log + 1] = k rawset(t, k, v) end })
for i = 1, 200 do t[i % 20] = i end
print(#log, t[0], t[19])
local shadow = {}
local p = setmetatable({}, { __newindex = shadow, __index = shadow })
for i = 1, 200 do p[i % 10] = (p[i % 10] or 0) + i end
print(next(p), shadow[0], shadow[9])
local count = 0
local q = setmetatable({}, { __newindex = function(_, k, v) count = count + (v and 1 or 0) end })
for i = 1, 150 do q.x = i q[i] = nil if i == 100 then rawset(q, "x", 0) end end
print(count, q.x)
