-- Upvalues changed by debug.setupvalue while compiled loops use them.
local step = 1
local function next_value(x) return x + step end
local v = 0
for i = 1, 300 do
  if i == 100 then debug.setupvalue(next_value, 1, 10) end
  if i == 200 then debug.setupvalue(next_value, 1, "0.5") end
  v = next_value(v)
end
print(v, step)
local limit = 50
local function count()
  local n = 0
  while n < limit do
    n = n + 1
    if n == 45 and limit < 200 then debug.setupvalue(count_self, 1, limit * 5) end
  end
  return n
end
count_self = count
print(count(), limit)
count_self = nil
