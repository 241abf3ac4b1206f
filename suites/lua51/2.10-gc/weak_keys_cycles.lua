-- Weak keys whose values refer to their keys: in 5.1 such entries stay.
local t = setmetatable({}, { __mode = "k" })
do
  local k = {}
  t[k] = { k }
  local l = {}
  t[l] = "no reference back"
  local m = {}
  t[m] = function() return m end
end
collectgarbage()
collectgarbage()
local n = 0
for k, v in pairs(t) do n = n + 1 end
print(n)
local both = setmetatable({}, { __mode = "kv" })
do
  local k = {}
  both[k] = { k }
end
collectgarbage()
print(next(both))
