-- Methods of strings come from the metatable of strings, which programs may change.
local mt = getmetatable("")
print(type(mt), mt.__index == string, ("x"):rep(3), ("%d"):format(5), #("abc"):upper(), ("a"):byte())
string.double = function(s) return s .. s end
print(("ab"):double(), ("ab"):double():double(), pcall(function() return ("x"):nothing() end))
string.double = nil
mt.__index = function(s, k)
  if type(k) == "number" then return string.sub(s, k, k) end
  return string[k]
end
print(("hello")[1], ("hello")[5], ("hello")[9] == "", ("hello"):len(), ("x").rep == string.rep)
mt.__index = string
print(("hello")[1], ("x").len == string.len, ("x").none)
mt.__add = function(a, b) return tostring(a) .. "+" .. tostring(b) end
print("a" + "b", "a" + 1, 1 + "b", "1" + "2", "10" + 5)
mt.__add = nil
mt.__call = function(s, ...) return s:format(...) end
print(("%d-%s")(5, "x"))
mt.__call = nil
mt.__len = function() return 100 end
print(#"abc")
mt.__len = nil
print(pcall(function() ("x").y = 1 end), rawequal(mt, getmetatable("other")))
