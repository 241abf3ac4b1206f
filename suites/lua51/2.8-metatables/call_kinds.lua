-- __call of nil, booleans, numbers, strings, threads and userdata.
local function call(self, ...) return type(self), select("#", ...), ... end
local mt = { __call = call }
for _, v in ipairs({ true, 42, coroutine.create(function() end), newproxy(true) }) do
  if type(v) == "userdata" then getmetatable(v).__call = call else debug.setmetatable(v, mt) end
  print(v(), v(1), (v(1, nil)))
  if type(v) ~= "userdata" then debug.setmetatable(v, nil) end
end
debug.setmetatable(nil, mt)
print(undefined(1, 2), (nil)())
debug.setmetatable(nil, nil)
getmetatable("").__call = function(s, i, j) return s:sub(i, j) end
print(("hello")(2, 4), ("x")(1))
local s = "method"
print(s(3))
getmetatable("").__call = nil
print(pcall(function() return s(1) end))
print(pcall(function() return undefined() end))
