-- Field reads and writes on tables of several shapes; keys added, removed and rehashed meanwhile.
local function read(o) return o.value end
local shapes = {
  { value = 1 }, { a = 0, value = 2 }, { a = 0, b = 0, value = 3 }, { value = 4, z = 0 },
  setmetatable({}, { __index = { value = 5 } }), setmetatable({}, { __index = function()
    return 6
  end }),
}
local s = 0
for i = 1, 100 do s = s + read(shapes[1]) end
for i = 1, 600 do s = s + read(shapes[i % 6 + 1]) end
print(s)
local grow = { value = 7 }
s = 0
for i = 1, 200 do
  grow["extra" .. i] = i
  s = s + read(grow)
  if i % 50 == 0 then grow.value = grow.value + 1 end
end
print(s)
for i = 1, 200 do grow["extra" .. i] = nil s = s + read(grow) end
print(s)
grow.value = nil
print(read(grow), read({}), pcall(read, nil))
grow.value = false
print(read(grow))
local counter = { n = 0 }
local function bump(o) o.n = o.n + 1 end
for i = 1, 300 do bump(counter) end
counter.other, counter.third, counter.fourth = 1, 2, 3
for i = 1, 300 do bump(counter) end
print(counter.n)
counter.n = nil
print(pcall(bump, counter))
setmetatable(counter, { __index = { n = 10 } })
bump(counter) bump(counter)
print(rawget(counter, "n"))
local writes = {}
local function write(o, v) o.field = v end
local targets = { {}, { field = 0 }, setmetatable({}, { __newindex = function(_, k, v)
  writes[#writes + 1] = v
end }), { a = 1, b = 2, c = 3 } }
for i = 1, 400 do write(targets[i % 4 + 1], i) end
print(targets[1].field, targets[2].field, rawget(targets[3], "field"), #writes, targets[4].field)
local keys = { "alpha", "beta", "gamma" }
local o = {}
for i = 1, 300 do local k = keys[i % 3 + 1] o[k] = (o[k] or 0) + i end
print(o.alpha, o.beta, o.gamma)
local swap = { x = 1, y = 2 }
for i = 1, 301 do swap.x, swap.y = swap.y, swap.x end
print(swap.x, swap.y)
local nested = { a = { b = { c = 0 } } }
for i = 1, 300 do
  nested.a.b.c = nested.a.b.c + 1
  if i == 150 then
    nested.a = { b = { c = 1000 } }
  end
end
print(nested.a.b.c)
local P = {} P.__index = P
local ps = {}
for i = 1, 100 do ps[i] = setmetatable({ x = i }, P) end
s = 0
for i = 1, 100 do s = s + ps[i].x + (ps[i].y or 0) end
P.y = 5
for i = 1, 100 do s = s + ps[i].x + (ps[i].y or 0) end
P.y = nil
ps[50].y = 1
for i = 1, 100 do s = s + ps[i].x + (ps[i].y or 0) end
print(s)
