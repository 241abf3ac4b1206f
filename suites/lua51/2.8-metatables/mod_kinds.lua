-- __mod with each kind of other operand.
local t = setmetatable({}, { __mod = function(a, b) return type(a) .. "%" .. type(b) end })
for _, other in ipairs({ 5, "m", "7", true, false, rawget, {}, newproxy() }) do
  print(t % other, other % t)
end
print(t % nil, nil % t)
print("7" % "4", "-7" % 4, 7 % "-4")
print(pcall(function() return {} % 2 end))
print(pcall(function() return 2 % {} end))
