local _fuel = 6000
local function class(name, parent)
  local c = {__name = name}
  for k, v in pairs(parent or {}) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    if type(k) == "string" and k:sub(1, 2) == "__" and k ~= "__name" then
      c[k] = v
    end
  end
  c.__index, c.super = c, parent
  c.__tostring = c.__tostring or function(o)
    return "<" .. getmetatable(o).__name .. ">"
  end
  return setmetatable(c, {__index = parent, __call = function(cls, ...)
    local o = setmetatable({}, cls)
    if cls.init then
      cls.init(o, ...)
    end
    if true then
      cls.count = (rawget(cls, "count") or 0) + 1
    end
    return o
  end, __tostring = function()
    return "class " .. name
  end})
end
local Shape = class("Shape")
function Shape:init(name)
  self.name = name
end
function Shape:area()
  return 0
end
function Shape:describe()
  return ("%s with area %.2f"):format(self.name, self:area())
end
Shape.__eq = function(a, b)
  return a:area() == b:area()
end
Shape.__lt = function(a, b)
  return a:area() < b:area()
end
local Circle, Rect = class("Circle", Shape), class("Rect", Shape)
function Circle:init(r)
  _fuel = _fuel - 1
  if _fuel < 0 then
    return
  end
  Shape.init(self, "circle")
  self.r = r
end
function Circle:area()
  return math.pi * self.r ^ 2
end
function Rect:init(w, h)
  _fuel = _fuel - 1
  if _fuel < 0 then
    return
  end
  Shape.init(self, "rect")
  self.w, self.h = w, h
end
function Rect:area()
  return self.w * self.h
end
local Square = class("Square", Rect)
function Square:init(s)
  _fuel = _fuel - 1
  if _fuel < 0 then
    return
  end
  Rect.init(self, s, s)
  self.name = "square"
end
local shapes = {Circle(1), Rect(2, 3), Square(2), Square(1.5), Circle(0.5)}
table.sort(shapes)
for _, s in ipairs(shapes) do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  print(tostring(s), s:describe())
end
print(Square(2) == Rect(1, 4), Square(2) == Square(3), Circle.count, Rect.count, Square.count, Shape.count)
print(tostring(Square), Square.super == Rect, getmetatable(shapes[1]).__name, rawget(Square, "area"))
local total = 0
for _hot = 1, 10 do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  for _ = 1, 60 do
    do
      local _turn16 = 0
      for _, s in ipairs(shapes) do
        _fuel = _fuel - 1
        if _fuel < 0 then
          break
        end
        _turn16 = _turn16 + 1
        if _turn16 == 40 then
          total = {}
        end
        total = total + s:area()
      end
    end
  end
end
print(("%.4f"):format(total))
