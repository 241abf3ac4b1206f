-- Sorting algorithms in plain Lua against table.sort, on numbers and on strings.
local function insertion(a, less) for i = 2, #a do local v, j = a[i], i - 1 while j >= 1 and less(v, a[j]) do a[j + 1] = a[j] j = j - 1 end a[j + 1] = v end end
local function quick(a, less, lo, hi)
  lo, hi = lo or 1, hi or #a
  while lo < hi do
    local p, i, j = a[math.floor((lo + hi) / 2)], lo, hi
    repeat
      while less(a[i], p) do i = i + 1 end
      while less(p, a[j]) do j = j - 1 end
      if i <= j then a[i], a[j], i, j = a[j], a[i], i + 1, j - 1 end
    until i > j
    if j - lo < hi - i then quick(a, less, lo, j) lo = i else quick(a, less, i, hi) hi = j end
  end
end
local function merge(a, less)
  if #a < 2 then return end
  local l, r, m = {}, {}, math.floor(#a / 2)
  for i = 1, #a do if i <= m then l[i] = a[i] else r[i - m] = a[i] end end
  merge(l, less)
  merge(r, less)
  local i, j = 1, 1
  for k = 1, #a do if j > #r or (i <= #l and not less(r[j], l[i])) then a[k], i = l[i], i + 1 else a[k], j = r[j], j + 1 end end
end
local function shell(a, less)
  local gap = math.floor(#a / 2)
  while gap > 0 do
    for i = gap + 1, #a do local v, j = a[i], i while j > gap and less(v, a[j - gap]) do a[j] = a[j - gap] j = j - gap end a[j] = v end
    gap = math.floor(gap / 2)
  end
end
local function data(n, f) local t, x = {}, 3 for i = 1, n do x = (x * 171 + 11) % 1009 t[i] = f(x) end return t end
local kinds = { numbers = function(x) return x end, halves = function(x) return x / 2 end, strings = function(x) return "s" .. x end }
for _, kind in ipairs({ "numbers", "halves", "strings" }) do
  local want = data(40, kinds[kind])
  table.sort(want)
  local text = table.concat(want, " ")
  for i, sort in ipairs({ insertion, quick, merge, shell }) do
    local t = data(40, kinds[kind])
    sort(t, function(a, b) return a < b end)
    print(kind, i, table.concat(t, " ") == text)
  end
end
