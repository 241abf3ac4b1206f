-- __tostring may return anything to tostring; print wants a string or a number.
local r
local t = setmetatable({}, { __tostring = function() return r end })
for _, v in ipairs({ "text", 12, 0.1, true, false, {}, print }) do
  r = v
  print(type(tostring(t)), tostring(t) == v, (pcall(print, t)))
end
r = nil
print(tostring(t), pcall(print, t))
r = 5
print(t, pcall(string.format, "%s", t))
r = true
print(pcall(string.format, "%s", t))
local e = setmetatable({}, { __tostring = function() error("inside") end })
print(pcall(tostring, e))
print(pcall(print, 1, e, 2))
local many = setmetatable({}, { __tostring = function() return "one", "two" end })
print(tostring(many))
print(many)
print(pcall(error, many))
print(select(2, pcall(error, many)) == many)
