-- Comparisons in hot loops between integers, floats, strings and NaN, in all directions.
local function less(t, v)
  local c = 0
  for i = 1, #t do
    if t[i] < v then
      c = c + 1
    end
  end
  return c
end
local function lesseq(t, v)
  local c = 0
  for i = 1, #t do
    if t[i] <= v then
      c = c + 1
    end
  end
  return c
end
local function more(t, v)
  local c = 0
  for i = 1, #t do
    if t[i] > v then
      c = c + 1
    end
  end
  return c
end
local function equal(t, v)
  local c = 0
  for i = 1, #t do
    if t[i] == v then
      c = c + 1
    end
  end
  return c
end
local ints, floats, strs = {}, {}, {}
for i = 1, 200 do ints[i], floats[i], strs[i] = i, i / 2, ("%03d"):format(i) end
for _, v in ipairs({ 100, 100.5, -1, 1e9, 0 / 0, 1 / 0, -1 / 0, 50 }) do
  print(less(ints, v), lesseq(ints, v), more(ints, v), equal(ints, v), less(floats, v),
    lesseq(floats, v), more(floats, v), equal(floats, v))
end
print(less(strs, "100"), lesseq(strs, "100"), more(strs, "100"), equal(strs, "100"), equal(strs,
  100), less(strs, ""), more(strs, "z"))
print(pcall(less, ints, "1")) print(pcall(less, strs, 1)) print(pcall(more, ints, nil))
print(pcall(lesseq, strs, {}))
floats[150] = 0 / 0
print(less(floats, 1000), lesseq(floats, 1000), more(floats, -1000), equal(floats, floats[150]))
ints[100] = "100"
print(pcall(less, ints, 1000)) print(equal(ints, 100), equal(ints, "100"))
local mt = { __lt = function(a, b)
  return (type(a) == "table" and a.v or a) < (type(b) == "table" and b.v or b)
end }
mt.__le = mt.__lt
local objs = {}
for i = 1, 200 do objs[i] = setmetatable({ v = i }, mt) end
print(less(objs, objs[50]), lesseq(objs, objs[50]), more(objs, objs[50]), equal(objs, objs[50]))
local best, at = -1, 0
for i = 1, 300 do local v = (i * 7919) % 1009 if v >= best then best, at = v, i end end
print(best, at)
local sorted = true
for i = 2, 200 do if not (strs[i - 1] < strs[i]) then sorted = false end end
print(sorted)
local changes, prev = 0, nil
for i = 1, 300 do
  local cur = math.floor(i / 7)
  if cur ~= prev then
    changes = changes + 1
  end
  prev = cur
end
print(changes)
local eqs = 0
local vals = { 1, 1.0, "1", true, 0, -0, "", "a", 2 ^ 53, 2 ^ 53 + 1 }
for i = 1, #vals do
  for j = 1, #vals do
    for _ = 1, 3 do
      if vals[i] == vals[j] then
        eqs = eqs + 1
      end
    end
  end
end
print(eqs)
