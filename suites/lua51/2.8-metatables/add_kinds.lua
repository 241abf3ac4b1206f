-- __add with each kind of other operand, on each side.
local seen = {}
local mt = { __add = function(a, b) return type(a) .. "+" .. type(b) end }
local t = setmetatable({}, mt)
local others = { 1, "x", "10", true, false, print, {}, coroutine.create(function() end), newproxy() }
for i = 1, #others do
  print(i, t + others[i], others[i] + t)
end
print(t + nil, nil + t, t + t)
print(pcall(function() return t + t + {} end))
print(pcall(function() return {} + {} end))
