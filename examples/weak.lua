-- Weak tables and finalizers: what a full collection keeps and what it clears.
-- size: 100000
-- bench: 2000000
-- reference: 300

local n = tonumber((...)) or tonumber(arg and arg[1]) or 100000

local function weak(mode)
  return setmetatable({}, { __mode = mode })
end

local function size(t)
  local entries = 0
  for _ in pairs(t) do
    entries = entries + 1
  end
  return entries
end

-- Half of the objects stay reachable through `kept`.
local kept = {}
local by_key, by_value, both = weak("k"), weak("v"), weak("kv")
for i = 1, n do
  local object = { i }
  by_key[object] = i
  by_value[i] = object
  both[object] = object
  if i % 2 == 0 then
    kept[#kept + 1] = object
  end
end
collectgarbage()
print(size(by_key), size(by_value), size(both), #kept)

-- Strings, numbers and booleans are values: weak tables do not drop them.
local plain = weak("kv")
plain.name, plain[1], plain[true] = "moon", 2, "yes"
collectgarbage()
print(plain.name, plain[1], plain[true])

kept = nil
collectgarbage()
print(size(by_key), size(by_value), size(both))

-- A cache that rebuilds what the collector took.
local builds = 0
local cache = weak("v")
local function lookup(key)
  local found = cache[key]
  if not found then
    builds = builds + 1
    found = { key = key, square = key * key }
    cache[key] = found
  end
  return found
end
local held = lookup(12)
collectgarbage()
print(lookup(12) == held, lookup(12).square, builds)
held = nil
collectgarbage()
print(lookup(12).square, builds)

-- Finalizers run in the reverse order of creation.
local finalized = {}
for i = 1, 3 do
  local proxy = newproxy(true)
  getmetatable(proxy).__gc = function()
    finalized[#finalized + 1] = "proxy " .. i
  end
end
collectgarbage()
print(table.concat(finalized, ", "))

local garbage = 0
for i = 1, n do
  garbage = garbage + #{ i, i, { i } }
end
print(garbage, type(collectgarbage("count")), collectgarbage("count") > 0)
