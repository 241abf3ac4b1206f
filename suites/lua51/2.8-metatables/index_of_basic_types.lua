-- __index functions of nil, booleans, numbers, functions and threads.
local function index(v, k) return type(v) .. "." .. tostring(k) end
local mt = { __index = index }
local co = coroutine.create(function() end)
local values = { true, 12, print, co }
for _, v in ipairs(values) do
  debug.setmetatable(v, mt)
  print(v.field, v[1], v[true])
  debug.setmetatable(v, nil)
  print(pcall(function() return v.field end))
end
debug.setmetatable(nil, mt)
local n
print(n.x, n[1], (nil).y, undefined.z)
debug.setmetatable(nil, nil)
print(pcall(function() return n.x end))
debug.setmetatable(0, { __index = math })
print((9):sqrt(), (2.5):floor(), (5):max(7))
debug.setmetatable(0, nil)
debug.setmetatable(print, { __index = { name = function(f) return "f" end } })
print(print:name(), (function() end):name())
debug.setmetatable(print, nil)
