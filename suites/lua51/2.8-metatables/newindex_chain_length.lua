-- Chains of __newindex tables store into the last; a loop is an error.
local function chain(n)
  local last = {}
  local t = last
  for _ = 1, n do t = setmetatable({}, { __newindex = t }) end
  return t, last
end
for _, n in ipairs({ 0, 1, 5, 98, 99 }) do
  local first, last = chain(n)
  first.x = n
  print(n, rawget(first, "x"), rawget(last, "x"))
end
for _, n in ipairs({ 100, 120 }) do
  local first, last = chain(n)
  print(n, pcall(function() first.x = n end))
  print(rawget(last, "x"))
end
local loop = {}
setmetatable(loop, { __newindex = loop })
print(pcall(function() loop.x = 1 end))
rawset(loop, "x", 1)
loop.x = 2
print(loop.x)
