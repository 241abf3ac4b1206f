-- tostring and print: every basic type, several values, and a replaced tostring.
print(tostring(nil), tostring(true), tostring(false), tostring(12), tostring(-1.5), tostring("s"))
print(tostring({}):match("^table: ") ~= nil, tostring(print):match("^function: ") ~= nil)
print(tostring(coroutine.create(function() end)):match("^thread: ") ~= nil)
print(tostring(newproxy()):match("^userdata: ") ~= nil)
print(pcall(tostring))
print(select("#", tostring(nil)))
print()
print(nil)
print(nil, nil)
print(1, "a", true, nil)
print("a\0b" == "a\0b", #tostring("a\0b"))
print("tab\there", "line\nbreak")
local t = {}
print(tostring(t) == tostring(t), tostring(t) == tostring({}))
local real = tostring
tostring = function(v) return "<" .. real(v) .. ">" end
print(1, "x", nil)
tostring = function() return 5 end
print(pcall(print, 1))
tostring = nil
local ok, message = pcall(print, 1)
tostring = real
print(ok, message)
print(1)
print(setmetatable({}, { __tostring = function() return "custom" end }), "next")
print(pcall(print, setmetatable({}, { __tostring = function() error("in tostring", 0) end })))
print(select("#", print("returns nothing")))
print(tostring(1e100), tostring(2 ^ 53), tostring(1 / 3), tostring(100), tostring(1e15))
print(tostring(-0 + 0), real(5) == "5", real("5") == "5")
print(_VERSION, type(_VERSION), type(_G))
print(("x"):rep(100))
print(unpack({ 1, 2, 3 }))
print((unpack({ 1, 2, 3 })))
