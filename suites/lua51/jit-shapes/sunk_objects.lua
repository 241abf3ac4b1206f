-- Objects that a hot loop makes and that only exits see: what they hold, and that they are one.
local V = {}
V.__index = V
local function vec(x, y) return setmetatable({ x = x, y = y }, V) end
function V.__add(a, b) return vec(a.x + b.x, a.y + b.y) end
function V.__eq(a, b) return a.x == b.x and a.y == b.y end
function V.__unm(a) return vec(-a.x, -a.y) end
function V:dot(b) return self.x * b.x + self.y * b.y end
function V:show() return ("(%g, %g)"):format(self.x, self.y) end

-- One of the round before.
local acc = vec(0, 0)
for i = 1, 200 do acc = acc + vec(i, 1) end
print(acc:show(), getmetatable(acc) == V)

-- It leaves on rare paths, from different places.
local kept, sum = {}, 0
for i = 1, 300 do
  local p = vec(i, -i)
  if i % 50 == 0 then kept[#kept + 1] = p end
  local q = p + p
  if i % 70 == 0 then kept[#kept + 1] = q kept[#kept + 1] = p end
  p.x = p.x + q.y
  if i % 90 == 0 then kept[#kept + 1] = p end
  sum = sum + p:dot(q)
end
print(sum, #kept)
for i, v in ipairs(kept) do print(i, v:show(), getmetatable(v) == V) end

-- Two variables with one object, and two objects that are equal.
local same, equal = 0, 0
for i = 1, 200 do
  local a = vec(i, i)
  local b, c = a, vec(i, i)
  if i % 60 == 0 then
    a.x = 0
    print(rawequal(a, b), rawequal(a, c), b.x, c.x)
  end
  if rawequal(a, b) then same = same + 1 end
  if not rawequal(a, c) then equal = equal + 1 end
end
print(same, equal)

-- Objects in objects, and in a ring.
local last, depth
for i = 1, 200 do
  local inner = { value = i, next = false }
  local outer = { inner = inner, again = inner, back = last and i }
  inner.next = outer
  if i % 64 == 0 then
    print(outer.inner == outer.again, outer.inner.next == outer, outer.inner.value, outer.back)
  end
  last = outer
end
print(last.inner.value, last.inner.next == last, last.again == last.inner)

-- Three that change places.
local a, b, c = vec(1, 0), vec(2, 0), vec(3, 0)
for i = 1, 150 do
  a, b, c = b, c, vec(a.x + i, b.x)
  if i % 55 == 0 then print(a:show(), b:show(), c:show()) end
end
print(a:show(), b:show(), c:show())

-- A field that changes its type where the loop is left.
local function typed(n)
  local o = { f = 0, g = "" }
  for i = 1, n do o = { f = i, g = i % 40 == 0 and "text" or i, h = o.f } end
  return o.f, o.g, o.h
end
print(typed(10), typed(120), typed(133))

-- An error in the midst of a constructor, and behind it.
local function failing(n)
  local o
  for i = 1, n do
    o = { first = i, second = i == 150 and nil + 1 or i, third = o and o.first }
  end
  return o
end
print(pcall(failing, 200))
local made
print(pcall(function()
  for i = 1, 200 do
    made = { count = i }
    local t = { deep = { count = i } }
    if i == 180 then error(t) end
  end
end))
print(made.count)

-- In a weak table it is seen when it dies, and so is what it held.
local weak = setmetatable({}, { __mode = "v" })
do
  local key
  for i = 1, 200 do
    local object = { i }
    local holder = { object = object, number = i }
    if i == 100 then weak[1] = holder weak[2] = object key = holder end
  end
  print(weak[1] == key, weak[2] == key.object, key.number, key.object[1])
  key = nil
end
collectgarbage()
print(weak[1], weak[2])

-- A loop that ends when the collector has found something.
local ended, rounds = false, 0
do
  local proxy = newproxy(true)
  getmetatable(proxy).__gc = function() ended = true end
end
repeat
  local garbage = { x = rounds, y = { z = rounds } }
  rounds = garbage.y.z + 1
until ended
print(rounds > 0)

-- Keys that are not there, and such that come later.
local missing = 0
for i = 1, 200 do
  local o = { x = i }
  if o.y == nil then missing = missing + 1 end
  if i % 80 == 0 then o.y = i missing = missing + o.y + #("x"):rep(o.x % 3) end
  for k, v in pairs(i % 66 == 0 and o or {}) do missing = missing + v + #k end
end
print(missing)

-- What a function returns and its caller takes apart.
local function pair(i) return { left = i, right = i * 2 } end
local function swap(p) return { left = p.right, right = p.left } end
local total = 0
for i = 1, 300 do
  local p = swap(swap(swap(pair(i))))
  total = total + p.left - p.right
  if i % 97 == 0 then print(p.left, p.right, next(swap(p)) ~= nil) end
end
print(total)

-- tostring and keys: an object that is looked at has an identity.
local names, seen = 0, {}
for i = 1, 200 do
  local o = { n = i }
  if i % 30 == 0 then
    local name = tostring(o)
    if not seen[name] then names = names + 1 end
    seen[name] = o
    seen[o] = i
    print(seen[o], seen[name].n, rawequal(seen[name], o))
  end
end
print(names)
