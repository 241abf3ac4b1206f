-- Varargs, select and unpack in hot loops, with counts that vary.
local function sum(...)
  local s = 0
  for i = 1, select("#", ...) do
    s = s + (select(i, ...))
  end
  return s
end
local t = 0
for i = 1, 200 do t = t + sum(i, i + 1, i + 2) + sum() + sum(i) end
print(t)
local function pack(...) return { n = select("#", ...), ... } end
local n = 0
for i = 1, 200 do
  local p = pack(i, nil, i, nil) n = n + p.n + p[1] + p[3] + (p[2] and 1000 or 0)
end
print(n)
local function pass(...) return ... end
local c = 0
for i = 1, 300 do local a, b, d = pass(i, pass(i * 2, 3)) c = c + a + b + d end
print(c)
local list = {}
for i = 1, 20 do list[i] = i end
c = 0
for i = 1, 300 do
  c = c + select("#", unpack(list, 1, i % 21)) + (select(-1, unpack(list, 1, i % 20 + 1)))
end
print(c)
local function rest(a, ...) return ... end
local function len(...) return #{ ... } end
c = 0
for i = 1, 300 do c = c + len(rest(i, 1, 2)) + len(rest()) + len(i, rest(1, 2)) end
print(c)
local function fold(f, acc, x, ...)
  if x == nil then
    return acc
  end
  return fold(f, f(acc, x), ...)
end
c = 0
for i = 1, 100 do
  c = c + fold(math.max, 0, i, 50, 3) + fold(function(a, b)
    return a - b
  end, 10, i)
end
print(c)
local function first_two(...) local a, b = ... return (a or 0) * 10 + (b or 0) end
c = 0
for i = 1, 300 do
  if i % 3 == 0 then
    c = c + first_two()
  elseif i % 3 == 1 then
    c = c + first_two(i)
  else
    c = c + first_two(i, i, i)
  end
end
print(c)
local function each(f, ...) for i = 1, select("#", ...) do f((select(i, ...))) end end
c = 0
for i = 1, 100 do each(function(v) c = c + v end, i, i * 2, i * 3) end
print(c)
local function types(...)
  local r = ""
  for i = 1, select("#", ...) do
    r = r .. type((select(i, ...))):sub(1, 1)
  end
  return r
end
local kinds = {}
for i = 1, 200 do
  local k = i < 100 and types(i, "s") or i < 150 and types(nil, {},
    i) or types() kinds[k] = (kinds[k] or 0) + 1
end
print(kinds.ns, kinds.ntn, kinds[""])
local mx = 0
for i = 1, 300 do mx = mx + math.max(i, 150, unpack({ 7, 8 })) - math.min(unpack({ i, 20 })) end
print(mx)
local chars = 0
for i = 1, 100 do chars = chars + #string.char(unpack({ 65, 66, 67 }, i % 3 + 1)) end
print(chars)
local cc = 0
for i = 1, 150 do cc = cc + select("#", table.concat({ i, pass(i, i) }, ","):byte(1, -1)) end
print(cc)
