-- __concat with each kind of other operand, and where in a chain it is called.
local mt = {}
local function show(v)
  if type(v) == "table" then return "T" end
  if type(v) == "function" or type(v) == "userdata" then return type(v) end
  return tostring(v)
end
mt.__concat = function(a, b) return "(" .. show(a) .. "&" .. show(b) .. ")" end
local t = setmetatable({}, mt)
for _, other in ipairs({ 1, "s", true, false, print, newproxy(), {} }) do
  print(t .. other, other .. t)
end
print(t .. nil, nil .. t)
print("a" .. "b" .. t, t .. "a" .. "b", "a" .. t .. "b", 1 .. 2 .. t .. 3 .. 4)
print("a" .. "b" .. "c" .. t .. "d" .. "e" .. "f")
print(t .. t .. t)
print(pcall(function() return "a" .. {} .. t end))
print(pcall(function() return "a" .. true end))
