-- __tostring of tables, userdata and basic types, in tostring and print.
local mt = { __tostring = function(v) return "<" .. type(v) .. ">" end }
local u = newproxy(true)
getmetatable(u).__tostring = mt.__tostring
print(setmetatable({}, mt), u, tostring(u))
debug.setmetatable(nil, mt)
print(nil, tostring(nil))
debug.setmetatable(nil, nil)
debug.setmetatable(true, mt)
print(true, false, tostring(false))
debug.setmetatable(true, nil)
debug.setmetatable(print, mt)
print(print, tostring(type))
debug.setmetatable(print, nil)
debug.setmetatable(1, mt)
print(1, tostring(2), 1 .. "")
debug.setmetatable(1, nil)
getmetatable("").__tostring = function(s) return "[" .. #s .. "]" end
print("abc", tostring("four"), "a" .. "b")
io.write("written", 5, "\n")
getmetatable("").__tostring = nil
print("abc", 1, true, nil)
