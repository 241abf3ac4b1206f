-- __pow with each kind of other operand; chains go from the right.
local log = {}
local mt = {}
mt.__pow = function(a, b)
  log[#log + 1] = type(a) .. "^" .. type(b)
  return setmetatable({}, mt)
end
local t = setmetatable({}, mt)
for _, other in ipairs({ 2, "p", "2", true, false, print, {}, newproxy() }) do
  local _ = t ^ other
  _ = other ^ t
end
local _ = t ^ nil, nil ^ t
_ = 2 ^ t ^ "3"
print(table.concat(log, " "))
print("2" ^ "3", 2 ^ "0.5" == 2 ^ 0.5)
print(pcall(function() return {} ^ 2 end))
