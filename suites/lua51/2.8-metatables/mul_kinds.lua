-- __mul with each kind of other operand; a value whose own metatable has none is no obstacle.
local plain = setmetatable({}, { __index = {} })
local t = setmetatable({}, { __mul = function(a, b) return type(a) .. "*" .. type(b) end })
for _, other in ipairs({ 2.5, "text", "3", false, type, {}, plain, newproxy(true) }) do
  print(t * other, other * t)
end
print(t * nil, nil * t)
print(pcall(function() return plain * plain end))
print(pcall(function() return plain * 2 end))
print(pcall(function() return "a" * plain end))
