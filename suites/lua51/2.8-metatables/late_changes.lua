-- Metamethods that appear, change and vanish while a table is in use.
local mt = {}
local t = setmetatable({}, mt)
local function probe()
  local r = {}
  r[1] = tostring(t.x)
  r[2] = tostring((pcall(function() return t + 1 end)))
  r[3] = tostring((pcall(function() return t() end)))
  r[4] = tostring(t == setmetatable({}, mt))
  r[5] = tostring((pcall(function() return t .. "" end)))
  r[6] = tostring((pcall(function() return t < t end)))
  return table.concat(r, " ")
end
print(probe())
mt.__index = { x = "late" }
print(probe())
mt.__add = function() return 1 end
print(probe())
mt.__call = function() return 1 end
print(probe())
mt.__eq = function() return true end
print(probe())
mt.__concat = function() return "" end
print(probe())
mt.__lt = function() return true end
print(probe())
mt.__index = nil
print(probe())
mt.__eq, mt.__add = nil, nil
print(probe())
rawset(mt, "__index", function(_, k) return k end)
print(probe())
for k in pairs(mt) do mt[k] = nil end
print(probe())
-- Reading a field first caches that there is no metamethod; adding one later must be noticed.
local sum = 0
local cached = setmetatable({}, {})
for i = 1, 200 do
  if i == 100 then getmetatable(cached).__index = function(_, k) return k end end
  if i == 150 then getmetatable(cached).__index = { [160] = 1000 } end
  sum = sum + (cached[i] or 0)
end
print(sum)
local stores = {}
local written = setmetatable({}, {})
for i = 1, 60 do
  if i == 20 then getmetatable(written).__newindex = stores end
  if i == 40 then getmetatable(written).__newindex = nil end
  written[i] = i
end
print(#stores, stores[20], stores[39], written[19], written[20], written[40])
local swap = {}
for i = 1, 6 do
  setmetatable(swap, i % 2 == 0 and { __index = { v = i } } or nil)
  io.write(tostring(swap.v), " ")
end
print()
