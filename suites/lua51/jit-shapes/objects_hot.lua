-- Method calls on objects of several classes in hot loops, with late overriding.
local Animal = {} Animal.__index = Animal
function Animal.new(cls, n) return setmetatable({ n = n, energy = 10 }, cls) end
function Animal:speak() return 1 end
function Animal:eat(x) self.energy = self.energy + x return self end
local Dog = setmetatable({}, { __index = Animal }) Dog.__index = Dog
function Dog:speak() return 2 + Animal.speak(self) end
local Puppy = setmetatable({}, { __index = Dog }) Puppy.__index = Puppy
local zoo = {}
for i = 1, 30 do zoo[i] = Animal.new(i % 3 == 0 and Puppy or i % 3 == 1 and Dog or Animal, i) end
local s = 0
for i = 1, 600 do s = s + zoo[i % 30 + 1]:speak() end
print(s)
for i = 1, 600 do zoo[i % 30 + 1]:eat(i % 3):eat(1) end
print(zoo[1].energy, zoo[15].energy, zoo[30].energy)
function Puppy:speak() return 100 end
s = 0
for i = 1, 600 do
  if i == 300 then Puppy.speak = nil end
  if i == 450 then function Animal:speak() return 50 end end
  s = s + zoo[i % 30 + 1]:speak()
end
print(s)
local Stack = {} Stack.__index = Stack
function Stack.new() return setmetatable({ size = 0 }, Stack) end
function Stack:push(v) self.size = self.size + 1 self[self.size] = v end
function Stack:pop()
  local v = self[self.size] self[self.size] = nil self.size = self.size - 1
  return v
end
local st = Stack.new()
for i = 1, 400 do st:push(i) if i % 4 == 0 then st:push(st:pop() + st:pop()) end end
print(st.size, st[1], st:pop(), st:pop())
local V = {} V.__index = V
local function vec(x, y) return setmetatable({ x = x, y = y }, V) end
V.__add = function(a, b) return vec(a.x + b.x, a.y + b.y) end
V.__mul = function(a, k) return vec(a.x * k, a.y * k) end
V.__eq = function(a, b) return a.x == b.x and a.y == b.y end
V.__unm = function(a) return vec(-a.x, -a.y) end
V.__tostring = function(a) return "<" .. a.x .. "," .. a.y .. ">" end
local p, v = vec(0, 0), vec(1, -1)
for i = 1, 300 do
  p = p + v * 2
  if i % 100 == 0 then
    v = -v
  end
  if p == vec(0, 0) then
    p = p + vec(0.5, 0)
  end
end
print(tostring(p), tostring(v))
local acc = setmetatable({}, { __index = function(t, k)
  return k * 2
end, __newindex = function(t, k, v)
  rawset(t, k, v + 1)
end })
s = 0
for i = 1, 300 do s = s + acc[i] if i % 2 == 0 then acc[i] = i end s = s + acc[i] end
print(s)
local proxy = setmetatable({}, { __index = zoo, __newindex = zoo })
for i = 1, 300 do proxy.count = (proxy.count or 0) + proxy[i % 30 + 1].n end
print(zoo.count, rawget(proxy, "count"))
local closures = {}
for i = 1, 3 do local n = 0 closures[i] = { add = function(self, k) n = n + k return n end } end
for i = 1, 300 do closures[i % 3 + 1]:add(i) end
print(closures[1]:add(0), closures[2]:add(0), closures[3]:add(0))
