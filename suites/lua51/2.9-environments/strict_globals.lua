-- A strict environment: undeclared names are errors, in reading and writing.
local declared = {}
local mt = {}
mt.__index = function(_, k)
  if not declared[k] then error("undeclared variable '" .. k .. "'", 2) end
end
mt.__newindex = function(t, k, v)
  if not declared[k] then error("assignment to undeclared '" .. k .. "'", 2) end
  rawset(t, k, v)
end
setmetatable(_G, mt)
print(pcall(function() return nothing end))
print(pcall(function() nothing = 1 end))
declared.something = true
something = 5
print(something)
something = nil
print(something)
print(pcall(function() local t = misspelt.field end))
rawset(_G, "raw", 1)
print(raw)
setmetatable(_G, nil)
print(nothing)
