-- Metatables that appear, change or vanish while a loop over the table is hot.
local t = { x = 1 }
local s = 0
for i = 1, 400 do
  if i == 200 then setmetatable(t, { __index = { y = 100 } }) end
  if i == 300 then setmetatable(t, nil) end
  s = s + t.x + (t.y or 0)
end
print(s)
local mt = {}
local objects = {}
for i = 1, 20 do objects[i] = setmetatable({ v = i }, mt) end
s = 0
for i = 1, 400 do
  local o = objects[i % 20 + 1]
  if i == 150 then mt.__index = function(o, k) return #k end end
  if i == 250 then mt.__index = { missing = 1000 } end
  if i == 350 then mt.__index = nil end
  s = s + o.v + (o.missing or 0)
end
print(s)
mt.__add = function(a, b) return (a.v or a) + (b.v or b) end
s = 0
for i = 1, 300 do
  if i == 100 then mt.__add = function() return 1 end end
  if i == 200 then rawset(mt, "__add", function(a, b) return 2 end) end
  s = s + (objects[i % 20 + 1] + objects[(i + 1) % 20 + 1])
end
print(s)
local target, w = {}, {}
for i = 1, 300 do
  if i == 100 then setmetatable(w, { __newindex = target }) end
  if i == 200 then getmetatable(w).__newindex = function(t, k, v) rawset(t, k, -v) end end
  w[i] = i
end
print(w[99], rawget(w, 100), target[100], target[199], w[200], w[300])
local eqs = 0
for i = 1, 300 do
  if i == 100 then mt.__eq = function(a, b) return a.v % 2 == b.v % 2 end end
  if i == 200 then mt.__eq = nil end
  if objects[i % 20 + 1] == objects[(i * 3) % 20 + 1] then eqs = eqs + 1 end
end
print(eqs)
local lts = 0
mt.__lt = function(a, b) return a.v < b.v end
for i = 1, 300 do
  if i == 150 then mt.__lt = function(a, b) return a.v > b.v end end
  if objects[i % 20 + 1] < objects[(i * 7) % 20 + 1] then lts = lts + i end
end
print(lts)
local f, calls = { n = 1 }, 0
for i = 1, 300 do
  if i == 100 then setmetatable(f, { __call = function(self, x) return self.n + x end }) end
  if i == 200 then f = function(x) return -x end end
  local ok, r = pcall(f, i)
  if ok then calls = calls + r end
end
print(calls)
local len = 0
for i = 1, 200 do
  if i == 100 then
    mt.__len = function()
      return 1000
    end
  end
  len = len + #objects[1]
end
print(len)
local class = { get = function(self) return self.v end }
mt.__index = class
s = 0
for i = 1, 300 do
  if i == 150 then class.get = function(self) return self.v * 10 end end
  if i == 200 then objects[3].get = function() return 5000 end end
  s = s + objects[i % 20 + 1]:get()
end
print(s)
