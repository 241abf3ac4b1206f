-- Classes over several levels: constructors, overriding, super calls and shared operators.
local function class(name, parent)
  local c = { name = name }
  c.__index = c
  c.__tostring = function(self) return name .. "#" .. self.id end
  if parent then
    c.__eq, c.__lt, c.__add = parent.__eq, parent.__lt, parent.__add
  end
  return setmetatable(c, { __index = parent, __call = function(cls, ...)
    local o = setmetatable({}, cls)
    o:init(...)
    return o
  end })
end
local Base = class("Base")
local made = 0
function Base:init(id) made = made + 1 self.id = id end
function Base:who() return "base " .. self.id end
function Base:kind() return self.name end
Base.__eq = function(a, b) return a.id == b.id end
Base.__lt = function(a, b) return a.id < b.id end
Base.__add = function(a, b) return a.id + b.id end
local Middle = class("Middle", Base)
function Middle:who() return "middle(" .. Base.who(self) .. ")" end
local Leaf = class("Leaf", Middle)
function Leaf:init(id, extra) Middle.init(self, id) self.extra = extra end
function Leaf:who() return "leaf(" .. Middle.who(self) .. "," .. tostring(self.extra) .. ")" end
local objects = { Base(1), Middle(2), Leaf(3, "x"), Leaf(3) }
for _, o in ipairs(objects) do
  print(tostring(o), o:who(), o:kind(), getmetatable(o).name, rawget(o, "name"))
end
print(objects[3] == objects[4], objects[1] == objects[2], objects[1] < objects[3],
  objects[3] > objects[2])
print(objects[1] + objects[3], objects[2] + objects[4], made)
Base.added = function(self) return "added to " .. self.id end
print(objects[4]:added(), objects[1]:added())
Leaf.kind = function() return "changed" end
print(objects[3]:kind(), objects[2]:kind())
objects[3].who = function() return "instance" end
print(objects[3]:who(), objects[4]:who())
objects[3].who = nil
print(objects[3]:who())
print(pcall(function() return objects[1]:nothing() end))
setmetatable(objects[1], Leaf)
print(objects[1]:who(), tostring(objects[1]))
local counts = {}
for i = 1, 300 do
  local o = (i % 3 == 0 and Base or i % 3 == 1 and Middle or Leaf)(i)
  local k = o:who():match("^%a+")
  counts[k] = (counts[k] or 0) + 1
end
print(counts.base, counts.middle, counts.leaf, made)
