-- xpcall handlers that fail themselves, and what is left of the first error.
print(xpcall(function() error("first") end, function(m) error("in handler") end))
print(xpcall(function() error("first") end, function(m) return m .. "!" end))
print(xpcall(function() error("first") end, function(m) local x = nil; return x.y end))
print(xpcall(function() error({ 1 }) end, function(m) return m .. "x" end))
print(xpcall(function() local x; x() end, function(m) return "<" .. m .. ">" end))
print(xpcall(function() error("e") end, nil))
print(xpcall(function() error("e") end, 5))
print(xpcall(function() return "fine" end, nil))
print(pcall(xpcall, function() end))
print(pcall(xpcall))
print(xpcall(function() error("outer", 0) end, function(m)
  return pcall(error, "inner") and "no" or m .. " handled"
end))
print(xpcall(5, function(m) return m end))
print(xpcall(nil, function(m) return "handled: " .. m end))
local depth = 0
print(xpcall(function() error("x", 0) end, function(m)
  depth = depth + 1
  return (select(2, xpcall(function() error(m .. "y", 0) end, function(n) return n .. "z" end)))
end), depth)
