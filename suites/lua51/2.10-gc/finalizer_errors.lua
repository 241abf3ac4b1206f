-- Errors in finalizers reach whoever runs the collector; others still run, in the next cycle or
-- when the collector goes on by itself.
local log = {}
local function make(name, f)
  local u = newproxy(true)
  getmetatable(u).__gc = function(o)
    log[#log + 1] = name
    if f then f(o) end
  end
end
collectgarbage("stop")
make("first")
make("second", function() error("in finalizer") end)
make("third")
print(pcall(collectgarbage))
print(log[1], log[2])
print(pcall(collectgarbage))
print(table.concat(log, " "))
collectgarbage("stop")
make("object", function() error({ code = 1 }) end)
local ok, e = pcall(collectgarbage)
print(ok, type(e), e.code)
getmetatable("").__gc = function() print("never") end
collectgarbage()
getmetatable("").__gc = nil
local t = setmetatable({}, { __gc = function() print("never: tables have no finalizers") end })
t = nil
collectgarbage()
local late = newproxy(true)
late = nil
collectgarbage()
print("end")
