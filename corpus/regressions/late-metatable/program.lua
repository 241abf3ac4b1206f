-- A metatable that comes when the loop is hot: a cached absence must be forgotten.
local t, sum = {1, 2, 3}, 0
for i = 1, 200 do
  local v = t.missing
  sum = sum + (v or 0)
  if i == 120 then setmetatable(t, {__index = function(_, k) return #k end}) end
  if i == 160 then getmetatable(t).__index = nil end
end
print(sum)
