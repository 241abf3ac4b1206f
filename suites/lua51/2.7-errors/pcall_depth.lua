-- pcall inside pcall: each level catches its own; many levels deep and in loops.
local function nest(n)
  if n == 0 then error("bottom", 0) end
  local ok, e = pcall(nest, n - 1)
  error(n .. "<" .. e, 0)
end
print(pcall(nest, 5))
local function deep(n)
  if n == 0 then return "end" end
  return select(2, pcall(deep, n - 1))
end
print(deep(50), deep(150))
local caught = 0
for i = 1, 300 do
  if not pcall(error, i) then caught = caught + 1 end
end
print(caught)
print(pcall(pcall))
print(pcall(pcall, error))
print(pcall(pcall, pcall, error, "x"))
print(pcall(5))
print(pcall(nil))
print(pcall({}))
print(select("#", pcall(function() return nil, nil end)))
