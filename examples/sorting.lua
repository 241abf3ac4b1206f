-- Sorting: table.sort with comparators beside a merge sort and a heap sort written in Lua.
-- size: 20000
-- bench: 400000
-- reference: 80

local n = tonumber((...)) or tonumber(arg and arg[1]) or 20000

local function shuffled(count)
  local seed, list = 7, {}
  for i = 1, count do
    seed = (seed * 16807) % 2147483647
    list[i] = seed % 1000
  end
  return list
end

local function merge_sort(list, less)
  local count = #list
  if count < 2 then
    return list
  end
  local middle = math.floor(count / 2)
  local left, right = {}, {}
  for i = 1, count do
    if i <= middle then
      left[i] = list[i]
    else
      right[i - middle] = list[i]
    end
  end
  left, right = merge_sort(left, less), merge_sort(right, less)
  local out, i, j = {}, 1, 1
  for k = 1, count do
    if left[i] ~= nil and (right[j] == nil or not less(right[j], left[i])) then
      out[k], i = left[i], i + 1
    else
      out[k], j = right[j], j + 1
    end
  end
  return out
end

local function heap_sort(list)
  local function sift(first, last)
    local root = first
    while root * 2 <= last do
      local child = root * 2
      if child < last and list[child] < list[child + 1] then
        child = child + 1
      end
      if list[root] >= list[child] then
        return
      end
      list[root], list[child] = list[child], list[root]
      root = child
    end
  end
  for first = math.floor(#list / 2), 1, -1 do
    sift(first, #list)
  end
  for last = #list, 2, -1 do
    list[1], list[last] = list[last], list[1]
    sift(1, last - 1)
  end
  return list
end

local function checksum(list)
  local sum = 0
  for i = 1, #list do
    sum = (sum * 31 + list[i]) % 1000003
  end
  return sum
end

local quick = shuffled(n)
table.sort(quick)
local merged = merge_sort(shuffled(n), function(a, b) return a < b end)
local heaped = heap_sort(shuffled(n))
print(checksum(shuffled(n)), checksum(quick), checksum(merged), checksum(heaped))

local compares = 0
local down = shuffled(n)
table.sort(down, function(a, b)
  compares = compares + 1
  return a > b
end)
print(down[1], down[#down], checksum(down), "compares", compares)

local people = {
  { name = "Ada", born = 1815 }, { name = "Alan", born = 1912 }, { name = "Grace", born = 1906 },
  { name = "Edsger", born = 1930 }, { name = "Barbara", born = 1939 },
}
table.sort(people, function(a, b) return a.born < b.born end)
for i, person in ipairs(people) do
  io.write(i > 1 and ", " or "", person.name, " ", person.born)
end
io.write("\n")
print(pcall(table.sort, { 3, "two", 1 }))
