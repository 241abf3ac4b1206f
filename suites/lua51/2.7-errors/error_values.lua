-- error with every kind of value and level; what pcall gives back.
print(pcall(error))
print(pcall(error, nil))
print(pcall(error, false))
print(pcall(error, 42))
print(pcall(error, "text"))
print(pcall(error, "text", 0))
print(pcall(error, "text", 1))
print(pcall(error, "text", 2))
print(pcall(error, 42, 2))
print(select("#", pcall(error)))
local t = { code = 1 }
local ok, value = pcall(error, t)
print(ok, value == t, value.code)
ok, value = pcall(error, print)
print(ok, value == print)
local function thrower(message, level) error(message, level) end
local function middle(...)
  thrower(...)
  return 1
end
for level = 0, 4 do
  print(level, pcall(function()
    middle("at level", level)
    return 1
  end))
end
print(pcall(function() error("number", 1) end))
print(pcall(function() error(12) end))
local object = setmetatable({}, { __tostring = function() return "object" end })
print(tostring(select(2, pcall(error, object))), (pcall(error, object)))
print(pcall(thrower, "in a direct call"))
print(pcall(thrower, "in a direct call", 2))
print(pcall(thrower, "far too high", 50))
print(pcall(pcall, error, "nested"))
print(pcall(pcall))
print(pcall(pcall, pcall, pcall, error))
print(pcall(select, "#", pcall(error)))
print(pcall(function() return pcall(function() error("inner", 0) end) end))
print(pcall(function() pcall(error, "swallowed") error("outer", 0) end))
