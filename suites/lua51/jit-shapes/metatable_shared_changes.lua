-- One metatable of many objects whose events come and go while loops use them.
local mt = {}
local list = {}
for i = 1, 30 do list[i] = setmetatable({ v = i }, mt) end
local function try(f) local ok, r = pcall(f) return ok and r or "error" end
mt.__add = function(a, b) return a.v + b.v end
mt.__index = function(o, k) return k == "twice" and o.v * 2 or nil end
mt.__len = function() return 3 end
mt.__call = function(o, x) return o.v * x end
mt.__eq = function(a, b) return a.v % 5 == b.v % 5 end
mt.__lt = function(a, b) return a.v < b.v end
mt.__concat = function(a, b) return "c" end
mt.__unm = function(a) return -a.v end
local function round()
  local s, eq, lt, cat = 0, 0, 0, 0
  for i = 1, 90 do
    local a, b = list[i % 30 + 1], list[(i * 7) % 30 + 1]
    s = s + (a + b) + a.twice + a(2) + (-b)
    if a == b then eq = eq + 1 end
    if a < b then lt = lt + 1 end
    cat = cat + #(a .. b)
  end
  return s .. "/" .. eq .. "/" .. lt .. "/" .. cat
end
print(round(), round())
mt.__add = function(a, b) return 1 end
print(round())
mt.__eq = nil
print(round())
mt.__index = { twice = 7 }
print(round())
list[5].twice = 100
print(round())
mt.__unm = nil
print(try(round))
mt.__unm = function() return 0 end
setmetatable(list[9], nil)
print(try(round))
setmetatable(list[9], { __add = mt.__add, __index = mt.__index, __call = mt.__call, __unm = mt.__unm, __lt = mt.__lt, __concat = mt.__concat })
print(try(round))
