-- table.sort: numbers, strings, comparators, outcomes that do not depend on stability.
local function join(t) local r = {} for i = 1,
  #t do r[i] = tostring(t[i]) end return table.concat(r, " ") end
local function sorted(t, f) table.sort(t, f) return join(t) end
print(sorted({})) print(sorted({ 1 })) print(sorted({ 2, 1 })) print(sorted({ 3, 1,
  2 })) print(sorted({ 1, 2, 3, 4, 5 })) print(sorted({ 5, 4, 3, 2, 1 }))
print(sorted({ 3, 3, 3 })) print(sorted({ 2, 1, 2, 1, 2 })) print(sorted({ 0.5, -1, 1e10, -1e10, 0,
  1 / 0, -1 / 0 })) print(sorted({ "b", "a", "C", "A", "c", "B", "" }))
print(sorted({ "10", "9", "1", "100" })) print(sorted({ "a\0b", "a", "a\0a",
  "b" }) == "a a\0a a\0b b")
print(sorted({ 3, 1, 2 }, function(a, b) return a > b end)) print(sorted({ "bb", "a", "ccc" },
  function(a, b) return #a < #b end))
print(sorted({ 5, 2, 8 }, nil)) print(sorted({ true, false, true }, function(a,
  b) return a and not b end))
for _, n in ipairs({ 2, 3, 4, 5, 10, 50, 100, 500 }) do
  local t, seed = {}, n
  for i = 1, n do seed = (seed * 16807) % 2147483647 t[i] = seed % 1000 end
  table.sort(t)
  local ok, h = true, 0
  for i = 1, n do h = (h * 31 + t[i]) % 1000003 if i > 1 and t[i - 1] > t[i] then ok = false end end
  print(n, ok, h)
end
-- The exact comparisons of the algorithm: how many and, with ties, which order comes out.
local function trace(t) local n = 0 table.sort(t, function(a,
  b) n = n + 1 return a.k < b.k end) local r = {} for i,
  v in ipairs(t) do r[i] = v.k .. v.tag end return n, table.concat(r, " ") end
local function items(keys) local t = {} for i = 1, #keys do t[i] = { k = keys[i],
  tag = string.char(96 + i) } end return t end
print(trace(items({ 1, 1, 1, 1, 1 }))) print(trace(items({ 2, 1, 2, 1, 2,
  1 }))) print(trace(items({ 1, 2, 3, 4, 5, 6, 7, 8 })))
print(trace(items({ 8, 7, 6, 5, 4, 3, 2, 1 }))) print(trace(items({ 3, 1, 4, 1, 5, 9, 2, 6, 5, 3,
  5 })))
print(pcall(sorted, { 3, 1, 2, nil, 5 }))
local holes = { 3, 1, 2 }
holes.n, holes.x = 3, "kept"
print(sorted(holes), holes.n, holes.x)
local seen = {}
table.sort({ 4, 2, 3, 1 }, function(a, b) seen[#seen + 1] = a .. "<" .. b return a < b end)
print(table.concat(seen, " "))
print(select("#", table.sort({})), pcall(table.sort))
