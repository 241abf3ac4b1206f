-- print: tabs, newlines, nil, no values, and the global tostring that it uses.
print()
print(nil)
print(nil, nil, false, true)
print(1, "two", 3.0, -0.5)
print("with\ttab", "with\nnewline", "with\0zero")
print((print("inner")))
local old = tostring
tostring = function(v) return "<" .. old(v) .. ">" end
print(1, "x", nil)
tostring = function() return nil end
local failed, message = pcall(print, 1)
tostring = old
print(failed, message)
print(pcall(print, setmetatable({}, { __tostring = function() return 1 end })))
tostring = nil
local ok = pcall(print, 1)
tostring = old
print(ok)
print(select("#", print()))
