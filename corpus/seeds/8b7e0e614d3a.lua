local _fuel = 6000
local calls = 0
local function up(c)
  calls = calls + 1
  return c:upper()
end
local s = ""
for i = 1, 60 do
  s = ("abc def"):gsub("%a", up)
end
print(s, calls)
local cmp = 0
local t = {}
for r = 1, 15 do
  for i = 1, 30 do
    t[i] = (i * 37 + r) % 31
  end
  table.sort(t, function(a, b)
    cmp = cmp + 1
    return a > b
  end)
end
print(cmp, t[1], t[30])
local kinds = 0
for i = 1, 60 do
  local list = i < 40 and {3, 1, 2} or {"c", "a", "b"}
  table.sort(list, function(a, b)
    return a < b
  end)
  kinds = kinds + (list[1] == 1 and 1 or list[1] == "a" and 100 or - 1000)
end
print(kinds)
local sum = 0
for i = 1, 60 do
  table.foreach({i, i, x = i}, function(k, v)
    sum = sum + v
  end)
end
print(sum)
local failed = 0
for i = 1, 100 do
  local ok, e = pcall(string.gsub, "xyz", "y", function(c)
    for _hot = 1, 10 do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      if i % 10 == 0 then
        error("cb " .. i, 0)
      end
    end
    return i
  end)
  if not ok then
    failed = failed + 1
  end
end
print(failed)
local depth, deepest = 0, 0
local function nested(str)
  _fuel = _fuel - 1
  if _fuel < 0 then
    return
  end
  depth = depth + 1
  if depth > deepest then
    deepest = depth
  end
  local r = str:gsub("%((.-)%)$", function(inner)
    return "<" .. nested(inner) .. ">"
  end)
  depth = depth - 1
  return r
end
for i = 1, 40 do
  nested("a(b(c(d))))")
end
print(nested("a(b(c(d))))"), deepest)
local sorted_in_sorted = 0
for i = 1, 20 do
  table.sort({3, 1, 2}, function(a, b)
    local u = {b, a}
    table.sort(u, function(x, y)
      sorted_in_sorted = sorted_in_sorted + 1
      return x < y
    end)
    return u[1] == a and a ~= b
  end)
end
print(sorted_in_sorted > 0)
local acc = {}
for w in ("the cat sat on the mat with the hat"):gmatch("%a+") do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  acc[#acc + 1] = w
end
for i = 1, 30 do
  table.sort(acc, function(a, b)
    if #a ~= #b then
      return #a < #b
    end
    return a < b
  end)
end
print(table.concat(acc, " "))
local mutated = 0
local mt = {__lt = function(a, b)
  mutated = mutated + 1
  return a.v < b.v
end}
for i = 1, 20 do
  local objs = {}
  for j = 1, 10 do
    objs[j] = setmetatable({v = (j * 7 + i) % 11}, mt)
  end
  table.sort(objs)
  for j = 2, 10 do
    if objs[j].v < objs[j - 1].v then
      print("unsorted")
    end
  end
end
print(mutated)
local co_in_cb = 0
do
  local _turn68 = 0
  for i = 1, 40 do
    _turn68 = _turn68 + 1
    if _turn68 == 9 then
      x = tostring(x)
    end
    local r = ("ab"):gsub(".", function(c)
      return coroutine.wrap(function(x)
        coroutine.yield(x .. i)
      end)(c)
    end)
    co_in_cb = co_in_cb + #r
  end
end
print(co_in_cb)
