-- __index: functions, tables, chains, raw hits, and false and nil values.
local log = {}
local base = { inherited = "from base", shadowed = "base's" }
local t = setmetatable({ own = "own", shadowed = "own's", no = false }, { __index = base })
print(t.own, t.inherited, t.shadowed, t.missing, t.no)
base.inherited = "changed"
base.no = true
print(t.inherited, t.no)
t.inherited = "now own"
print(t.inherited, base.inherited)
t.inherited = nil
print(t.inherited, rawget(t, "inherited"))
local f = setmetatable({ 1, nil, 3 }, { __index = function(self, key)
  log[#log + 1] = tostring(key)
  return key, "dropped"
end })
print(f[1], f[2], f[3], f[4], f.x, f[1.5], f[true])
print(table.concat(log, " "))
print(rawget(f, 2), rawget(f, "x"), #f)
local chain = { deepest = "bottom" }
for i = 1, 10 do
  chain = setmetatable({ ["level" .. i] = i }, { __index = chain })
end
print(chain.level10, chain.level1, chain.deepest, chain.level11)
local self_seen
local over = setmetatable({}, { __index = setmetatable({}, { __index = function(self, k)
  self_seen = self
  return "via " .. k
end }) })
print(over.x, self_seen == over)
local object = setmetatable({}, { __index = string })
print(object.format("%d", 5), object.upper("x"), pcall(function() return object:upper() end))
print(("x").rep == string.rep, ("x").missing, ("x")[1], pcall(function() return ("x").y.z end))
local strings = setmetatable({}, { __index = "abc" })
print(strings.len == string.len, strings.missing)
print(pcall(function() return setmetatable({}, { __index = 5 }).x end))
print(pcall(function() return setmetatable({}, { __index = true }).x.y end))
local loop = {}
setmetatable(loop, { __index = loop })
print(pcall(function() return loop.x end))
local counting = setmetatable({}, { __index = function(t, k)
  local v = k * 2
  rawset(t, k, v)
  return v
end })
print(counting[5], rawget(counting, 5), counting[5], rawget(counting, 6))
local default = setmetatable({}, { __index = function() return 0 end })
default.a = default.a + 1
default.a = default.a + 1
default.b = default.b + 1
print(default.a, default.b, default.c)
getmetatable(t).__index = nil
print(t.inherited, t.own)
getmetatable(t).__index = function(_, k) return k .. "?" end
print(t.inherited, t.own)
