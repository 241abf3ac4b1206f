-- Method calls whose receivers change class while the loop is hot.
local function class(name, f, parent)
  local c = { name = name, value = f }
  c.__index = c
  return setmetatable(c, parent and { __index = parent } or nil)
end
local A = class("A", function(self) return self.n end)
local B = class("B", function(self) return self.n * 10 end)
local C = class("C", nil, A)
local D = class("D", nil, B)
local function new(c, n) return setmetatable({ n = n }, c) end
local function total(list, rounds)
  local s = 0
  for _ = 1, rounds do
    for i = 1, #list do s = s + list[i]:value() end
  end
  return s
end
local list = { new(A, 1), new(A, 2), new(A, 3) }
print(total(list, 50))
list[4] = new(B, 4)
print(total(list, 50))
list[5], list[6] = new(C, 5), new(D, 6)
print(total(list, 50))
D.value = function(self) return -self.n end
print(total(list, 50))
list[1].value = function() return 0.5 end
print(total(list, 50))
setmetatable(C, { __index = B })
print(total(list, 50))
A.__index = function(_, k) return function() return #k end end
print(total(list, 50))
list[7] = {}
print(pcall(total, list, 50))
