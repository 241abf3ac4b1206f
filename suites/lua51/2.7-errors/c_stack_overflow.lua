-- Nesting pcall in itself runs into the limit of C calls, which is an ordinary error.
local depth = 0
local function nest()
  depth = depth + 1
  local ok, e = pcall(nest)
  if not ok then error(e, 0) end
  return e
end
local ok, e = pcall(nest)
print(ok, e, depth)
local n = 0
local function gsub_nest()
  n = n + 1
  return (("x"):gsub("x", gsub_nest))
end
ok, e = pcall(gsub_nest)
print(ok, e, n)
n = 0
local t = setmetatable({}, {})
getmetatable(t).__index = function(_, k)
  n = n + 1
  return t[k .. "x"]
end
ok, e = pcall(function() return t.x end)
print(ok, e, n)
n = 0
local function sort_nest()
  n = n + 1
  table.sort({ 1, 2, 3 }, function(a, b) sort_nest() return a < b end)
end
ok, e = pcall(sort_nest)
print(ok, e, n)
