-- What __concat gives becomes an operand of the concatenation to its left.
local mt = {}
mt.__concat = function(a, b)
  local x = type(a) == "table" and a.v or a
  local y = type(b) == "table" and b.v or b
  return setmetatable({ v = x .. "," .. y }, mt)
end
local function new(v) return setmetatable({ v = v }, mt) end
print((new(1) .. new(2) .. new(3)).v)
print((new("a") .. "b" .. "c").v, ("a" .. "b" .. new("c")).v)
print(("x" .. new("y") .. "z" .. 1 .. 2).v)
mt.__concat = function() return 7 end
print(new(1) .. "a", "a" .. new(1) .. "b", type(new(1) .. 1))
mt.__concat = function() return nil end
print(new(1) .. "a")
print(pcall(function() return "left" .. (new(1) .. "a") end))
print(pcall(function() return "left" .. new(1) .. "a" end))
mt.__concat = function() return 1, 2, 3 end
print(new(1) .. "a")
