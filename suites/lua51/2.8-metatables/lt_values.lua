-- What __lt returns is turned into a boolean; strings and numbers never ask it.
local r
local mt = { __lt = function() return r end, __le = function() return r end }
local a, b = setmetatable({}, mt), setmetatable({}, mt)
for _, v in ipairs({ 1, 0, "", "false", {}, print, true }) do
  r = v
  print(type(v), a < b, a > b, a <= b, a >= b, not (a < b))
end
r = nil
print(a < b, a > b, a <= b, a >= b, not (a < b))
r = false
print(a < b, a > b, a <= b, a >= b, not (a < b))
getmetatable("").__lt = function() return true end
print("b" < "a", "a" < "b")
print(pcall(function() return "1" < 1 end))
getmetatable("").__lt = nil
if a < b then print("then") else print("else") end
r = 5
if a < b then print("then") else print("else") end
while a < b do r = nil end
print(r)
