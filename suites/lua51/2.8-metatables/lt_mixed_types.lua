-- Comparison of different types fails even when one of them has a handler.
local mt = { __lt = function() return true end, __le = function() return true end }
local t = setmetatable({}, mt)
local u = newproxy(true)
getmetatable(u).__lt = mt.__lt
for _, other in ipairs({ 1, "s", true, print, {}, newproxy() }) do
  print(pcall(function() return t < other end))
  print(pcall(function() return other < t end))
  print(pcall(function() return t <= other end))
end
print(pcall(function() return t < nil end))
print(pcall(function() return t < u end))
print(pcall(function() return u > t end))
print(t < t, t <= t, u < u)
