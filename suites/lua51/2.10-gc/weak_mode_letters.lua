-- Weak keys and weak values: which entries stay when key, value, both or none are held.
local held_k, held_v = {}, {}
for _, mode in ipairs({ "k", "v", "kv", "" }) do
  local t = setmetatable({}, { __mode = mode })
  t[held_k] = held_v
  t[held_v] = {}
  t[{}] = held_v
  t[{}] = {}
  t[1] = held_k
  t[2] = {}
  t.string = "value"
  t[{}] = "text"
  collectgarbage()
  local n = 0
  for _ in pairs(t) do n = n + 1 end
  print(("%q"):format(mode), n, t[held_k] == held_v, t[held_v] ~= nil, t[1] ~= nil, t[2] ~= nil, t.string)
end
