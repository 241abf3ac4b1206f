-- Collection: much that dies young, a ring that lives on and is written to, strings, closures, and
-- objects with weak references.
-- size: 100000
-- bench: 2000000
-- reference: 50

local n = tonumber((...)) or tonumber(arg and arg[1]) or 100000

local RING = 5000
local ring = {}
for i = 1, RING do
  ring[i] = { value = i }
end
local seen = setmetatable({}, { __mode = "v" })

local sum = 0
for i = 1, n do
  local at = i * 7 % RING + 1
  local old = ring[at]
  local young = { value = (old.value * 3 + i) % 8191, previous = ring[i % RING + 1] }
  young.previous.previous = nil
  ring[at] = young
  sum = sum + old.value + #("s" .. i)
  if i % 16 == 0 then
    seen[i % 64] = young
    local waiting = function() return young.value + i end
    sum = sum + waiting() % 13
  end
end
local alive = 0
for _, object in pairs(seen) do
  alive = alive + (object.value >= 0 and 1 or 0)
end
print(string.format("%.14g %s", sum, alive <= 64 and "fine" or "too many"))
