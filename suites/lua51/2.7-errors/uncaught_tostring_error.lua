-- An uncaught error object with __tostring: the stand-alone interpreter does not ask it.
local e = setmetatable({}, { __tostring = function() return "shown?" end })
print(tostring(e))
error(e)
