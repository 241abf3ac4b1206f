-- Recursive generators: permutations, trees in order, same fringe.
local function permgen(a, n)
  if n <= 1 then coroutine.yield(table.concat(a, "")) else
    for i = 1, n do
      a[n], a[i] = a[i], a[n]
      permgen(a, n - 1)
      a[n], a[i] = a[i], a[n]
    end
  end
end
for p in coroutine.wrap(function() permgen({ "a", "b", "c", "d" }, 4) end) do io.write(p, " ") end
print()
local function insert(t, v)
  if not t then return { v = v } end
  if v < t.v then t.left = insert(t.left, v) else t.right = insert(t.right, v) end
  return t
end
local function walk(t)
  if t then
    walk(t.left)
    coroutine.yield(t.v)
    walk(t.right)
  end
end
local function build(list)
  local t
  for _, v in ipairs(list) do t = insert(t, v) end
  return t
end
for v in coroutine.wrap(function() walk(build({ 5, 2, 8, 1, 9, 3 })) end) do io.write(v, " ") end
print()
local function same(a, b)
  local x, y = coroutine.wrap(function() walk(a) end), coroutine.wrap(function() walk(b) end)
  while true do
    local v, w = x(), y()
    if v ~= w then return false end
    if v == nil then return true end
  end
end
print(same(build({ 3, 1, 2 }), build({ 1, 2, 3 })), same(build({ 3, 1, 2 }), build({ 1, 2, 4 })))
