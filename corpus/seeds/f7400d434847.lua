local _fuel = 6000
local Heap = {}
Heap.__index = Heap
function Heap.new(less)
  return setmetatable({n = 0, less = less or function(a, b)
    return a < b
  end}, Heap)
end
function Heap:push(v)
  self.n = self.n + 1
  local i = self.n
  while i > 1 do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    local p = math.floor(i / 2)
    if not self.less(v, self[p]) then
      break
    end
    self[i], i = self[p], p
  end
  self[i] = v
end
function Heap:pop()
  local top, v, i = self[1], self[self.n], 1
  self[self.n] = nil
  self.n = self.n - 1
  while true do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    while 2 * i <= self.n do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      local c = 2 * i
      if c < self.n and self.less(self[c + 1], self[c]) then
        c = c + 1
      end
      if not self.less(self[c], v) then
        break
      end
      self[i], i = self[c], c
    end
    break
  end
  if self.n > 0 then
    self[i] = v
  end
  return top
end
local h, x = Heap.new(), 7
for _ = 1, 60 do
  x = x * 31 % 101
  h:push(x)
end
local out = {}
while h.n > 0 do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  out[#out + 1] = h:pop()
end
print(table.concat(out, " "))
local graph = {}
for i = 1, 30 do
  graph[i] = {[i % 30 + 1] = 7, [(i * 7) % 30 + 1] = 3, [(i * 11) % 30 + 1] = i % 5 + 1}
end
local function dijkstra(s)
  local dist, q = {[s] = 0}, Heap.new(function(a, b)
    return a[1] < b[1]
  end)
  q:push({0, s})
  while q.n > 0 do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    local top = q:pop()
    local d, u = top[1], top[2]
    if d == dist[u] then
      for v, w in pairs(graph[u]) do
        _fuel = _fuel - 1
        if _fuel < 0 then
          break
        end
        if not dist[v] or d + w < dist[v] then
          dist[v] = d + w
          q:push({d + w, v})
        end
      end
    end
  end
  return dist
end
local d = dijkstra(1)
for i = 1, 30 do
  io.write(d[i] or "-", " ")
end
print()
