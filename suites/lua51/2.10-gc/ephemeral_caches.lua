-- Memo tables with weak keys, object tables with weak values, default values per object.
local defaults = setmetatable({}, { __mode = "k" })
local mt = { __index = function(t) return defaults[t] end }
local function set_default(t, d) defaults[t] = d return setmetatable(t, mt) end
local a, b = set_default({}, "da"), set_default({}, "db")
print(a.x, b.x, a.y)
a = nil
collectgarbage()
local n = 0
for _ in pairs(defaults) do n = n + 1 end
print(n, b.z)
local made = 0
local interned = setmetatable({}, { __mode = "v" })
local function color(r, g) local k = r .. "-" .. g local c = interned[k] if not c then made = made + 1 c = { r, g } interned[k] = c end return c end
local red = color(255, 0)
color(0, 255)
print(color(255, 0) == red, made)
collectgarbage()
print(color(255, 0) == red, made)
color(0, 255)
print(made)
local names = setmetatable({}, { __mode = "k" })
local objects = {}
for i = 1, 20 do objects[i] = {} names[objects[i]] = "object " .. i end
for i = 1, 20, 2 do objects[i] = nil end
collectgarbage()
n = 0
for o, name in pairs(names) do n = n + 1 end
print(n, names[objects[2]], names[objects[20]])
