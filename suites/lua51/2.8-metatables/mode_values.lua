-- __mode: letters k and v anywhere in a string count; anything else does not.
for _, mode in ipairs({ "k", "v", "kv", "vk", "", "x", "K", "values", "weak keys", 5, true, {} }) do
  local t = setmetatable({}, { __mode = mode })
  t[{}] = 1
  t[1] = {}
  t.s = "string"
  collectgarbage()
  local n = 0
  for _ in pairs(t) do n = n + 1 end
  print(type(mode) == "table" and "table" or tostring(mode), n)
end
local t = setmetatable({}, {})
t[1] = {}
getmetatable(t).__mode = "v"
collectgarbage()
print(t[1])
