-- xpcall: the handler sees the error before the stack unwinds; errors in handlers.
local function handler(e) return "handled(" .. tostring(e) .. ")" end
print(xpcall(function() error("e", 0) end, handler))
print(xpcall(function() error("with line") end, handler))
print(xpcall(function() error() end, handler))
print(xpcall(function() error({}) end, type))
print(xpcall(function() return 1, nil, 3 end, handler))
print(xpcall(function(...) return select("#", ...) end, handler, 1, 2, 3))
print(xpcall(function() local x = nil + 1 end, handler))
print(xpcall(function() error("many", 0) end, function(e) return e, "second", "third" end))
print(xpcall(function() error("none", 0) end, function() end))
print(xpcall(function() error("first", 0) end, function(e) error("in handler", 0) end))
print(pcall(xpcall))
print(pcall(xpcall, print))
print(xpcall(print, nil))
print(xpcall(nil, handler))
print(xpcall(string.rep, handler))
-- The stack of the error is still there when the handler runs.
local level
local function deep(n) if n == 0 then error("deep", 0) end deep(n - 1) return 1 end
print(xpcall(function() deep(5) end, function(e)
  level = 0
  while debug.getinfo(level + 2, "f") do level = level + 1 end
  return e
end))
print(level > 5)
-- Nested handlers: each level has its own.
print(xpcall(function()
  print(xpcall(function() error("inner", 0) end, function(e) return "A:" .. e end))
  error("outer", 0)
end, function(e) return "B:" .. e end))
-- A handler that is replaced inside, and pcall inside the handler.
print(xpcall(function() error("x", 0) end, function(e)
  local ok, inner = pcall(error, "y", 0)
  return e .. tostring(ok) .. inner
end))
print(xpcall(function() pcall(error, "not handled") return "fine" end, handler))
local calls = 0
print(xpcall(function() error("count", 0) end, function(e) calls = calls + 1 return e end), calls)
print(xpcall(error, handler))
