-- Objects on userdata: private state in a table keyed by the proxy.
local private = setmetatable({}, { __mode = "k" })
local prototype = newproxy(true)
local mt = getmetatable(prototype)
mt.__index = function(self, k) return private[self][k] or mt[k] end
mt.__newindex = function(self, k, v)
  if type(v) ~= "number" then error("only numbers", 2) end
  private[self][k] = v
end
mt.__add = function(a, b) return mt.new(a.x + b.x) end
mt.__eq = function(a, b) return a.x == b.x end
mt.__lt = function(a, b) return a.x < b.x end
mt.__tostring = function(a) return "P" .. a.x end
mt.__len = function(a) return a.x end
mt.__call = function(a, n) return a.x * n end
function mt.new(x)
  local p = newproxy(prototype)
  private[p] = { x = x }
  return p
end
local a, b = mt.new(2), mt.new(3)
print(a + b, a == b, a == mt.new(2), a < b, a >= b, #a, a(10), a.x, a.new == mt.new)
a.x = 7
print(a, pcall(function() a.x = "seven" end))
local s = mt.new(0)
for i = 1, 50 do s = s + mt.new(i) end
print(s)
