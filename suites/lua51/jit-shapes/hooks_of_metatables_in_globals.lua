-- Global tables with metatables used as namespaces and counters in hot loops.
local hits = 0
config = setmetatable({ depth = 2 }, { __index = function(t, k) hits = hits + 1 local v = #k rawset(t, k, v) return v end })
local s = 0
for i = 1, 250 do
  s = s + config.depth + config.width + config.height
  if i % 60 == 0 then config.width = nil end
  if i == 130 then config = setmetatable({ depth = 5 }, getmetatable(config)) end
end
print(s, hits)
stats = setmetatable({}, { __index = function() return 0 end, __newindex = function(t, k, v) rawset(t, k, v) hits = hits + 100 end })
for i = 1, 200 do
  stats.total = stats.total + i
  stats["mod" .. i % 4] = stats["mod" .. i % 4] + 1
end
print(stats.total, stats.mod0, stats.mod3, stats.mod9, hits)
local ns = {}
for i = 1, 5 do ns[i] = { f = function(x) return x * i end } end
for i = 1, 200 do lib = ns[i % 5 + 1] s = s + lib.f(i) end
print(s)
config, stats, lib = nil, nil, nil
