-- Lists made in hot loops: kept, dropped, escaping now and then, with nil and holes in them, and
-- read one element behind their end while they have no named fields, and when they have.
print(pcall(function() local t = {} for i = 1, 40 do if t[0 / 0] or t[1e300] or t[-1e300] then print(i) end end end))

local function drop(n)
  local sum = 0
  for i = 1, n do
    local v = {i, i + 1, i * 2}
    sum = sum + v[1] * v[2] - v[3]
    if v[4] then sum = -1 end
  end
  return sum
end
print(drop(100))

local function escape(n, every)
  local kept, sum = {}, 0
  for i = 1, n do
    local v = {i, nil, tostring(i), {i}, #kept > 3}
    if i % every == 0 then kept[#kept + 1] = v end
    sum = sum + #v[3] + v[4][1]
  end
  local shown = {}
  for _, v in ipairs(kept) do
    shown[#shown + 1] = ("%d %s %s %d %s"):format(v[1], tostring(v[2]), v[3], v[4][1], tostring(v[5]))
  end
  print(sum, #kept, table.concat(shown, ", "))
end
escape(100, 30)
escape(200, 7)

local function behind(lists)
  local found = 0
  for round = 1, 40 do
    for i, list in ipairs(lists) do
      local k = 1
      while list[k] do k = k + 1 end
      found = found + k * i
      if list[0] or list[-1] or list[0.5] then found = found + 1000 end
    end
    if round == 20 then lists[2].name = "has nodes now" end
    if round == 25 then lists[1][0] = true end
    if round == 30 then lists[3][#lists[3] + 1] = round end
    if round == 33 then lists[3][0.5] = round end
  end
  print(found)
end
behind({{1, 2, 3}, {}, {false}, {"a", "b"}})

local function tree(depth)
  if depth == 0 then return {} end
  return {tree(depth - 1), tree(depth - 1)}
end
local function count(node)
  if node[1] then return 1 + count(node[1]) + count(node[2]) end
  return 1
end
local total = 0
for i = 1, 12 do total = total + count(tree(i % 6 + 1)) end
print(total)

-- A list of more elements than its constructor says, and one whose values are a call's.
local function three() return 1, 2, 3 end
local sizes = 0
for i = 1, 80 do
  local open, nested = {i, three()}, {{i}, {i, i}, {three()}}
  sizes = sizes + #open + #nested[1] + #nested[2] + #nested[3]
end
print(sizes)
