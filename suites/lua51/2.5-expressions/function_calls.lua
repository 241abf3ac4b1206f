-- Calls: adjusted arguments, results in lists, parentheses, and argument order.
local function pack(...) return select("#", ...), ... end
local function none() end
local function one() return 1 end
local function two() return 1, 2 end
local function id(...) return ... end
print(pack(none()))
print(pack(none(), none()))
print(pack((none())))
print(pack(one(), none()))
print(pack(two(), two()))
print(pack((two()), two()))
print(pack(two(), (two())))
print(pack(id(two(), two())))
print(pack(id()))
print(pack(id(nil)))
print(pack(id(id(id(1, nil, nil)))))
local function fixed(a, b, c) return c, b, a end
print(fixed())
print(fixed(1))
print(fixed(1, 2, 3, 4, 5))
print(fixed(two()))
print(fixed(two(), two()))
print(fixed(0, two(), 9))
local t = { two(), two(), x = two() }
print(#t, t[1], t[2], t[3], t.x)
print(two() + two(), two() .. two(), -two(), not two(), two() == two(), two() and two())
print(({ two() })[2], (id(4, 5)), #{ id(4, 5, 6) })
local function swap(a, b) return b, a end
local a, b = swap(swap(swap(1, 2)))
print(a, b)
local function mutate(x) x = x + 1 return x end
local v = 1
print(mutate(v), v, mutate(mutate(v)))
local r = { id = id }
print(r.id(1, 2), (r.id(1, 2)), r:id() == r, select("#", r:id(1, 2)))
print(id(function() return 1 end)(), id(id)(id)(id)(5), (id)(6))
print(select("#", id(two(), nil)), select("#", id(nil, none())), select("#", none(), none(),
  none()))
for _, bad in ipairs({ 1, "x", true, {} }) do
  print(pcall(function() bad() end))
  print(pcall(function() bad.y.z() end))
  print(pcall(bad))
end
