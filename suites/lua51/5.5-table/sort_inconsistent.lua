-- table.sort with inconsistent comparators: an error or some order, but always an end.
local function try(n, f)
  local t = {}
  for i = 1, n do t[i] = (i * 31) % 17 end
  local ok, e = pcall(table.sort, t, f)
  print(n, ok, ok and table.concat(t, " ") or e)
end
for _, n in ipairs({ 2, 3, 5, 10, 20, 40 }) do
  try(n, function() return true end)
  try(n, function() return false end)
  try(n, function(a, b) return a <= b end)
  local flip = false
  try(n, function() flip = not flip return flip end)
end
try(10, function(a, b) return a ~= b end)
try(10, function(a, b) return 1 end)
try(10, function(a, b) end)
