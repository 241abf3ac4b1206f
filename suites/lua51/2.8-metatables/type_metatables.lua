-- Metatables of basic types, set by debug.setmetatable; those of strings.
print(("x"):len(), ("abc"):sub(2), #"abc", ("%d"):format(3))
string.shout = function(s) return s:upper() .. "!" end
print(("hey"):shout())
string.shout = nil
print(pcall(function() return ("hey"):shout() end))
local smt = getmetatable("")
smt.__add = function(a, b) return "add(" .. a .. "," .. b .. ")" end
smt.__unm = function(a) return "unm(" .. a .. ")" end
smt.__call = function(s, ...) return s .. "(" .. table.concat({ ... }, ",") .. ")" end
print("a" + "b", "1" + "2", "a" + 1, 1 + "a", -"x", -"2", ("f")(1, 2))
smt.__index = function(s, k) if type(k) == "number" then return s:sub(k, k) end return string[k] end
print(("hello")[1], ("hello")[5], ("hello")[9], ("hello"):upper())
smt.__index, smt.__add, smt.__unm, smt.__call = string, nil, nil, nil
print(pcall(function() return "a" + "b" end))
debug.setmetatable(0, { __index = function(n, k) return k .. n end,
  __len = function(n) return n * 2 end,
  __concat = function(a, b) return "never" end })
print((5).x, #21, 1 .. 2)
debug.setmetatable(0, nil)
debug.setmetatable(nil, { __index = function() return "nothing" end,
  __add = function() return "sum" end })
local missing
print(missing.x, missing.x.len == string.len, missing + 1, 1 + missing)
debug.setmetatable(nil, nil)
print(pcall(function() return missing.x end))
debug.setmetatable(true, { __unm = function(b) return not b end, __add = function(a,
  b) return a or b end })
print(-true, -false, true + false, false + false)
debug.setmetatable(true, nil)
debug.setmetatable(print, { __index = { name = "function" },
  __concat = function() return "composed" end })
print(print.name, (function() end).name, print .. print)
debug.setmetatable(print, nil)
print(pcall(function() return print.name end))
print(getmetatable(0), getmetatable(nil), getmetatable(true), getmetatable(print))
