-- Proxies: read-only tables, access logs, default values, computed fields, counters.
local function read_only(t) return setmetatable({}, { __index = t, __newindex = function(_, k) error("cannot write " .. tostring(k), 2) end, __metatable = false }) end
local days = read_only({ "Mon", "Tue", name = "days" })
print(days[1], days.name, days.x, pcall(function() days[3] = "Wed" end))
print(getmetatable(days), pcall(setmetatable, days, {}), next(days), #days)
local function tracked(t)
  local log = {}
  return setmetatable({}, {
    __index = function(_, k) log[#log + 1] = "r" .. tostring(k) return t[k] end,
    __newindex = function(_, k, v) log[#log + 1] = "w" .. tostring(k) t[k] = v end,
    __call = function() return pairs(t) end,
  }), log
end
local p, log = tracked({ x = 1 })
p.x = p.x + 1
p.y = p.z
p[1] = p.x
print(table.concat(log, " "))
local n = 0
for k, v in p() do n = n + (type(v) == "number" and v or 0) end
print(n)
local point = setmetatable({ x = 3, y = 4 }, { __index = function(t, k) if k == "length" then return math.sqrt(t.x ^ 2 + t.y ^ 2) elseif k == "double" then local d = { x = t.x * 2, y = t.y * 2 } rawset(t, "double", d) return d end end })
print(point.length, point.double.x, rawget(point, "double") == point.double, point.none)
local auto
auto = { __index = function(t, k) local c = setmetatable({}, auto) rawset(t, k, c) return c end }
local tree = setmetatable({}, auto)
tree.a.b.c.d = 1
tree.a.x.y = 2
print(tree.a.b.c.d, tree.a.x.y, next(tree.q) == nil, rawget(tree, "q") ~= nil)
local counts = setmetatable({}, { __index = function() return 0 end })
for w in ("a b a c a b"):gmatch("%a") do counts[w] = counts[w] + 1 end
print(counts.a, counts.b, counts.c, counts.d, rawget(counts, "d"))
local s = 0
for i = 1, 150 do s = s + point.length + counts.a + days[i % 2 + 1]:len() end
print(s)
