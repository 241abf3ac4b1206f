-- Errors caught and raised again keep their value; positions are added once per error call.
local function level1() error("origin") end
local function level2()
  local ok, e = pcall(level1)
  error(e, 0)
end
local function level3()
  local ok, e = pcall(level2)
  error("[" .. e .. "]")
end
print(pcall(level1))
print(pcall(level2))
print(pcall(level3))
local object = setmetatable({ code = 42 }, { __tostring = function(o) return "E" .. o.code end })
local ok, e = pcall(function()
  local ok, e = pcall(error, object)
  e.code = e.code + 1
  error(e)
end)
print(ok, tostring(e), e == object)
local function finally(f, cleanup)
  local result = { pcall(f) }
  cleanup()
  if not result[1] then error(result[2], 0) end
  return unpack(result, 2)
end
print(finally(function() return 1, 2 end, function() io.write("cleaned ") end))
print(pcall(finally, function() error("broken", 0) end, function() io.write("cleaned ") end))
