-- Recurrences over tables: knapsack, longest common subsequence, edit paths, coins, memo.
local function lcs(a, b)
  local prev = {}
  for j = 0, #b do prev[j] = 0 end
  for i = 1, #a do
    local cur = { [0] = 0 }
    for j = 1, #b do
      if a:byte(i) == b:byte(j) then
        cur[j] = prev[j - 1] + 1
      else
        cur[j] = math.max(prev[j], cur[j - 1])
      end
    end
    prev = cur
  end
  return prev[#b]
end
print(lcs("ABCBDAB", "BDCABA"), lcs("", "x"), lcs(("ab"):rep(20), ("ba"):rep(20)))
local function coins(list, amount)
  local ways = { [0] = 1 }
  for i = 1, amount do
    ways[i] = 0
  end
  for _, c in ipairs(list) do
    for v = c, amount do
      ways[v] = ways[v] + ways[v - c]
    end
  end
  return ways[amount]
end
print(coins({ 1, 2, 5, 10, 20, 50 }, 100), coins({ 2 }, 7), coins({ 1 }, 50))
local function knapsack(items, cap)
  local best = {}
  for c = 0, cap do best[c] = 0 end
  for _, it in ipairs(items) do
    for c = cap, it.w, -1 do
      local v = best[c - it.w] + it.v
      if v > best[c] then
        best[c] = v
      end
    end
  end
  return best[cap]
end
print(knapsack({ { w = 5, v = 10 }, { w = 4, v = 40 }, { w = 6, v = 30 }, { w = 3, v = 50 } }, 10))
local memo = {}
local function paths(x, y)
  if x == 0 or y == 0 then return 1 end
  local key = x * 1000 + y
  local known = memo[key]
  if not known then known = paths(x - 1, y) + paths(x, y - 1) memo[key] = known end
  return known
end
print(paths(2, 2), paths(10, 10), paths(16, 16))
local function lis(list)
  local tails = {}
  for _, v in ipairs(list) do
    local lo, hi = 1, #tails + 1
    while lo < hi do
      local mid = math.floor((lo + hi) / 2)
      if tails[mid] < v then
        lo = mid + 1
      else
        hi = mid
      end
    end
    tails[lo] = v
  end
  return #tails
end
local seq = {}
for i = 1, 150 do seq[i] = (i * 73) % 151 end
print(lis(seq), lis({ 1, 2, 3 }), lis({ 3, 2, 1 }), lis({}))
local function partition(n)
  local p = { [0] = 1 }
  for i = 1, n do
    p[i] = 0
  end
  for k = 1, n do
    for i = k, n do
      p[i] = p[i] + p[i - k]
    end
  end
  return p[n]
end
print(partition(5), partition(50), partition(100))
local function catalan(n)
  local c = { [0] = 1 }
  for i = 1, n do
    local s = 0
    for j = 0, i - 1 do
      s = s + c[j] * c[i - 1 - j]
    end
    c[i] = s
  end
  return c[n]
end
print(catalan(5), catalan(15), catalan(25))
local dist, queue, head = { [1] = 0 }, { 1 }, 1
while queue[head] do
  local v = queue[head] head = head + 1
  for _, u in ipairs({ v * 2, v + 3, v % 2 == 0 and v / 2 or v * 3 + 1 }) do
    if u <= 400 and not dist[u] then
      dist[u] = dist[v] + 1 queue[#queue + 1] = u
    end
  end
end
print(#queue, dist[100], dist[399], dist[7])
local heap, n = {}, 0
local function put(v)
  n = n + 1
  local i = n
  while i > 1 do
    local p = math.floor(i / 2)
    if heap[p] <= v then
      break
    end
    heap[i] = heap[p] i = p
  end
  heap[i] = v
end
local function take()
  local top, last = heap[1], heap[n] heap[n] = nil n = n - 1
  local i = 1
  while i * 2 <= n do
    local c = i * 2
    if c < n and heap[c + 1] < heap[c] then
      c = c + 1
    end
    if heap[c] >= last then
      break
    end
    heap[i] = heap[c] i = c
  end
  if n > 0 then
    heap[i] = last
  end
  return top
end
for i = 1, 150 do put((i * 89) % 151) end
local out, ok = {}, true
for i = 1, 150 do out[i] = take() if i > 1 and out[i] < out[i - 1] then ok = false end end
print(ok, out[1], out[75], out[150], n)
