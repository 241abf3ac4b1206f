-- Metamethods themselves are looked up without metamethods.
local mt = setmetatable({}, { __index = { __add = function() return "inherited" end } })
local t = setmetatable({}, mt)
print(mt.__add ~= nil, pcall(function() return t + 1 end))
mt.__add = function() return "own" end
print(t + 1)
local parent = { __index = function(_, k) return "p." .. k end, __unm = function() return "neg" end }
local child = setmetatable({}, { __index = parent })
local obj = setmetatable({}, child)
print(obj.x, pcall(function() return -obj end))
child.__index, child.__unm = parent.__index, parent.__unm
print(obj.x, -obj)
