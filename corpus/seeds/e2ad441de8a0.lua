-- Array algorithms: sieve, sorts by hand, binary search, prefix sums and matrices.
local function sieve(n)
  local flags, count = {}, 0
  for i = 2, n do flags[i] = true end
  for i = 2, n do
    if flags[i] then
      count = count + 1
      for j = i * i, n, i do flags[j] = false end
    end
  end
  return count
end
print(sieve(100), sieve(2000))
local function random(seed)
  return function(m)
    seed = (seed * 1103515245 + 12345) % 2147483648
    return math.floor(seed / 65536) % m
  end
end
local function data(n) local r, t = random(42), {} for i = 1, n do t[i] = r(1000) end return t end
local function bubble(t)
  for i = #t, 2, -1 do
    local swapped = false
    for j = 1, i - 1 do
      if t[j] > t[j + 1] then
        t[j], t[j + 1] = t[j + 1], t[j] swapped = true
      end
    end
    if not swapped then
      break
    end
  end
  return t
end
local function insertion(t)
  for i = 2, #t do
    local v, j = t[i], i - 1
    while j > 0 and t[j] > v do
      t[j + 1] = t[j] j = j - 1
    end
    t[j + 1] = v
  end
  return t
end
local function shell(t)
  local gap = math.floor(#t / 2)
  while gap > 0 do
    for i = gap + 1, #t do
      local v, j = t[i], i
      while j > gap and t[j - gap] > v do
        t[j] = t[j - gap] j = j - gap
      end
      t[j] = v
    end
    gap = math.floor(gap / 2)
  end
  return t
end
local function quick(t, lo, hi)
  if lo < hi then
    local p, i = t[hi], lo
    for j = lo, hi - 1 do if t[j] < p then t[i], t[j] = t[j], t[i] i = i + 1 end end
    t[i], t[hi] = t[hi], t[i]
    quick(t, lo, i - 1)
    quick(t, i + 1, hi)
  end
  return t
end
local function hash(t) local h = 0 for i = 1, #t do h = (h * 33 + t[i]) % 1000003 end return h end
print(hash(data(80)), hash(bubble(data(80))), hash(insertion(data(80))), hash(shell(data(80))),
  hash(quick(data(80), 1, 80)))
local sorted = quick(data(200), 1, 200)
local function search(t, v)
  local lo, hi = 1, #t
  while lo <= hi do
    local mid = math.floor((lo + hi) / 2)
    if t[mid] == v then
      return mid
    elseif t[mid] < v then
      lo = mid + 1
    else
      hi = mid - 1
    end
  end
end
local found = 0
for v = 0, 999 do if search(sorted, v) then found = found + 1 end end
print(found)
local prefix = { 0 }
for i = 1, 200 do prefix[i + 1] = prefix[i] + sorted[i] end
print(prefix[201], prefix[101] - prefix[51])
local strs = {}
for i, v in ipairs(data(60)) do strs[i] = string.format("%03d", v) end
print(table.concat(insertion(strs), ""):sub(1, 60))
local reversed = {}
for i = #sorted, 1, -1 do reversed[#reversed + 1] = sorted[i] end
print(hash(reversed), reversed[1] == sorted[200])
local life, h = {}, 0
for i = 0, 63 do life[i] = (i * i) % 3 == 1 end
for g = 1, 20 do
  local nx = {}
  for i = 0, 63 do
    local l, r = life[(i - 1) % 64],
      life[(i + 1) % 64] nx[i] = (l and not r) or (not l and (r or life[i]))
  end
  life = nx
end
for i = 0, 63 do h = (h * 2 + (life[i] and 1 or 0)) % 1000003 end
print(h)
