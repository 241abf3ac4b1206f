-- A cache that forgets what was used least recently: a doubly linked list and a table.
local function new(capacity)
  local map, size, head, tail = {}, 0, {}, {}
  head.next, tail.prev = tail, head
  local function unlink(n) n.prev.next, n.next.prev = n.next, n.prev end
  local function front(n) n.next, n.prev = head.next, head head.next.prev, head.next = n, n end
  local c = { hits = 0, misses = 0 }
  function c:get(k)
    local n = map[k]
    if not n then self.misses = self.misses + 1 return nil end
    self.hits = self.hits + 1
    unlink(n)
    front(n)
    return n.v
  end
  function c:put(k, v)
    local n = map[k]
    if n then n.v = v unlink(n) front(n) return end
    if size == capacity then local last = tail.prev unlink(last) map[last.k] = nil else size = size + 1 end
    n = { k = k, v = v }
    map[k] = n
    front(n)
  end
  function c:keys() local r, n = {}, head.next while n ~= tail do r[#r + 1] = n.k n = n.next end return table.concat(r, " ") end
  return c
end
local c = new(4)
for i = 1, 6 do c:put(i, i * i) end
print(c:keys(), c:get(3), c:get(1), c:keys())
c:put(4, "four")
c:put("new", true)
print(c:keys(), c.hits, c.misses)
local big, x = new(20), 1
for i = 1, 1500 do
  x = (x * 137 + 11) % 53
  if not big:get(x) then big:put(x, i) end
end
print(big.hits, big.misses, big:keys())
