-- debug.setmetatable and getmetatable of every type, shared by all values of a basic type.
local co = coroutine.create(function() end)
for _, v in ipairs({ 1, true, print, co }) do
  local mt = { __index = function(x, k) return type(x) .. "." .. k end }
  print(debug.getmetatable(v), debug.setmetatable(v, mt), debug.getmetatable(v) == mt, v.key)
  debug.setmetatable(v, nil)
  print(debug.getmetatable(v))
end
print(debug.setmetatable(nil, { __call = function() return "called nil" end }), (nil)())
debug.setmetatable(nil, nil)
local t, u = {}, newproxy()
print(debug.setmetatable(t, { __metatable = "hidden" }), getmetatable(t), type(debug.getmetatable(t)))
print(debug.setmetatable(t, nil), getmetatable(t))
print(debug.setmetatable(u, { __tostring = function() return "proxy" end }), tostring(u))
local smt = debug.getmetatable("")
print(smt.__index == string, debug.setmetatable("", { __index = { upper = "replaced" } }), ("x").upper)
debug.setmetatable("", smt)
print(("x"):upper())
print(pcall(debug.setmetatable, {}))
print(pcall(debug.setmetatable, {}, 5))
print(pcall(debug.getmetatable))
