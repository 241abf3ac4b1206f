-- Chains of __index tables: up to a hundred links, then "loop in gettable".
local function chain(n)
  local t = { found = n }
  for _ = 1, n do t = setmetatable({}, { __index = t }) end
  return t
end
for _, n in ipairs({ 1, 2, 10, 50, 98, 99 }) do print(n, pcall(function() return chain(n).found end)) end
for _, n in ipairs({ 100, 101, 150 }) do print(n, pcall(function() return chain(n).found end)) end
print(pcall(function() return chain(99).missing end))
local loop = {}
setmetatable(loop, { __index = loop })
print(pcall(function() return loop.x end))
local a, b = {}, {}
setmetatable(a, { __index = b })
setmetatable(b, { __index = a })
print(pcall(function() return a.x end))
print(rawget(a, "x"))
b.x = "b's"
print(a.x)
