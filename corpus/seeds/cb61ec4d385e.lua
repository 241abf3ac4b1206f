-- Weak keys and fully weak tables; keys that only their own value keeps alive.
local function size(t)
  local n = 0
  for _ in pairs(t) do n = n + 1 end
  return n
end
local weak = setmetatable({}, { __mode = "k" })
local keys = {}
for i = 1, 10 do
  local key = { i }
  weak[key] = i
  if i > 7 then keys[#keys + 1] = key end
end
weak.string, weak[1], weak[true] = {}, {}, {}
collectgarbage()
print(size(weak), weak[keys[1]], weak[keys[3]])
print(weak.string ~= nil, weak[1] ~= nil, weak[true] ~= nil)
keys = nil
collectgarbage()
print(size(weak))
-- Lua 5.1 has no ephemerons: a value that refers to its key keeps the pair.
local cyclic = setmetatable({}, { __mode = "k" })
local function fill()
  local key = {}
  cyclic[key] = { key }
  cyclic[{}] = {}
end
fill()
collectgarbage()
print(size(cyclic))
local both = setmetatable({}, { __mode = "kv" })
local held_key, held_value = {}, {}
local function fill_both()
  both[held_key] = held_value
  both[{}] = held_value
  both[1] = {}
  both[2] = held_value
  local key = {}
  both[key] = { key }
end
fill_both()
print(size(both))
collectgarbage()
print(size(both), both[held_key] == held_value, both[1], both[2] == held_value)
held_value = nil
collectgarbage()
print(size(both), both[held_key], both[2])
-- Functions and threads as weak keys.
local others = setmetatable({}, { __mode = "k" })
local function keep() return others end
local thread = coroutine.create(keep)
local function fill_others()
  others[keep], others[thread] = "f", "t"
  others[function() return held_key end] = "f2"
  others[coroutine.create(keep)] = "t2"
  others[newproxy()] = "u"
end
fill_others()
collectgarbage()
print(size(others), others[keep], others[thread])
-- Clearing entries while walking is allowed.
local walked = setmetatable({}, { __mode = "k" })
for i = 1, 20 do walked[{}] = i end
local n = 0
for k in pairs(walked) do walked[k] = nil n = n + 1 end
collectgarbage()
print(n <= 20, size(walked))
