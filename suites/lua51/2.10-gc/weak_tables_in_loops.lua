-- Weak tables filled and emptied in loops: counts stay bounded, held ones stay.
local cache = setmetatable({}, { __mode = "v" })
local held = {}
for i = 1, 2000 do
  local o = { i }
  cache[i] = o
  if i % 100 == 0 then held[#held + 1] = o end
  if i % 500 == 0 then collectgarbage() end
end
collectgarbage()
local n, sum = 0, 0
for k, v in pairs(cache) do n, sum = n + 1, sum + v[1] end
print(n, sum, #held)
local names = setmetatable({}, { __mode = "k" })
for i = 1, 500 do names[{}] = i end
collectgarbage()
print(next(names))
for i = 1, 500 do names[held[i % 20 + 1]] = i end
n = 0
for _ in pairs(names) do n = n + 1 end
print(n)
