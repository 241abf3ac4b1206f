-- __div with each kind of other operand, and division by zero that needs none.
local t = setmetatable({}, { __div = function(a, b) return type(a) .. "/" .. type(b) end })
for _, other in ipairs({ 0, -1, "q", "4", true, next, {}, newproxy(), coroutine.create(function() end) }) do
  print(t / other, other / t)
end
print(t / nil, nil / t)
print(1 / 0, -1 / 0, "6" / "3", "6" / 4)
print(pcall(function() return "six" / 2 end))
print(pcall(function() return 2 / "six" end))
