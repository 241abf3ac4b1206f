-- __sub with each kind of other operand, on each side; results of any type are passed through.
local result
local t = setmetatable({}, { __sub = function(a, b) return result or type(a) .. "-" .. type(b) end })
for _, other in ipairs({ 7, "str", "0x10", true, print, {}, coroutine.create(function() end), newproxy() }) do
  print(t - other, other - t)
end
print(t - nil, nil - t, false - t, t - false)
for _, r in ipairs({ 1, "s", true, {}, print }) do
  result = r
  print(t - 1 == r, 1 - t == r)
end
