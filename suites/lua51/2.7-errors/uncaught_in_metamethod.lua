-- An uncaught error in a metamethod: the traceback shows the metamethod and the operation.
local v = setmetatable({}, { __add = function(a, b)
  local sum = a.x + b
  return sum
end })
print(pcall(function() return v + 1 end))
local r = v + 1
print(r)
