-- Varargs in hot loops: counts that change, nils, select, unpack, tables of them.
local function sum(...)
  local s = 0
  for i = 1, select("#", ...) do s = s + (select(i, ...) or 0) end
  return s
end
local function pack(...) return { n = select("#", ...), ... } end
local function pass(...) return ... end
local function first(a, ...) return a, select("#", ...) end
local s = 0
for i = 1, 150 do
  s = s + sum(i) + sum(i, 1) + sum() + sum(nil, i, nil) + sum(pass(i, 2, 3))
  local t = pack(pass(i, nil, i))
  s = s + t.n + t[1] + t[3]
  local a, n = first(unpack({ 1, 2, 3, 4, 5 }, 1, i % 6))
  s = s + (a or 0) + n
end
print(s)
local function grow(n, ...) if n == 0 then return select("#", ...) end return grow(n - 1, n, ...) end
print(grow(10), grow(50), grow(100))
local function reverse(...)
  local n = select("#", ...)
  if n == 0 then return end
  return select(n, ...), reverse(unpack({ ... }, 1, n - 1))
end
for _ = 1, 30 do reverse(1, 2, 3, 4, 5, 6) end
print(reverse(1, nil, 3, nil))
local c = 0
for i = 1, 100 do c = c + #{ pass(i, i, i) } + #{ pass(i, i), pass(i) } + (pass(i, 100)) end
print(c)
