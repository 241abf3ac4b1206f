-- Tables carried by loops: linked lists, queues, swaps of buffers, trees rebuilt each turn.
local head, tail
for i = 1, 300 do
  local node = { v = i }
  if tail then
    tail.next = node
  else
    head = node
  end
  tail = node
end
local s, n = 0, head
while n do s = s + n.v n = n.next end
print(s)
local function reverse(l) local r while l do l.next, r, l = r, l, l.next end return r end
head = reverse(head)
print(head.v, head.next.v, head.next.next.v)
head = reverse(reverse(head))
print(head.v)
local front, back = {}, {}
for i = 1, 20 do front[i] = i % 3 end
for g = 1, 60 do
  for i = 1, 20 do
    back[i] = (front[i % 20 + 1] + front[(i + 18) % 20 + 1]) % 3
  end
  front, back = back, front
end
print(table.concat(front))
local function insert(t, k)
  if not t then
    return { k = k }
  end
  if k < t.k then
    return { k = t.k, l = insert(t.l, k), r = t.r }
  elseif k > t.k then
    return { k = t.k, l = t.l, r = insert(t.r, k) }
  end
  return t
end
local tree, versions = nil, {}
for i = 1, 60 do
  tree = insert(tree, (i * 37) % 61)
  if i % 20 == 0 then
    versions[#versions + 1] = tree
  end
end
local function size(t) return t and 1 + size(t.l) + size(t.r) or 0 end
local function height(t) return t and 1 + math.max(height(t.l), height(t.r)) or 0 end
print(size(versions[1]), size(versions[2]), size(versions[3]), height(tree))
local stack = nil
for i = 1, 300 do
  if i % 3 == 0 then
    stack = stack.below
  else
    stack = { v = i, below = stack }
  end
end
s = 0
while stack do s = s + stack.v stack = stack.below end
print(s)
local cfg = { depth = 0 }
for i = 1, 100 do
  cfg = setmetatable({ depth = cfg.depth + 1 }, { __index = i % 10 == 0 and { base = i } or cfg })
end
print(cfg.depth, cfg.base, cfg.none)
local ring = {}
for i = 1, 7 do ring[i] = { id = i } end
for i = 1, 7 do ring[i].next = ring[i % 7 + 1] end
local at, out, left = ring[1], {}, 7
while left > 0 do
  for _ = 1, 2 do repeat at = at.next until not at.gone end
  at.gone = true
  out[#out + 1] = at.id
  left = left - 1
  if left > 0 then repeat at = at.next until not at.gone end
end
print(table.concat(out, " "))
local sets = {}
for i = 1, 100 do sets[i] = { parent = i, rank = 0 } end
local function find(i)
  while sets[i].parent ~= i do
    sets[i].parent = sets[sets[i].parent].parent i = sets[i].parent
  end
  return i
end
local joins = 0
for i = 1, 300 do
  local a, b = find(i * 7 % 100 + 1), find(i * 13 % 100 + 1)
  if a ~= b then
    sets[b].parent = a joins = joins + 1
  end
end
print(joins, find(1) == find(8), find(100) == find(1))
