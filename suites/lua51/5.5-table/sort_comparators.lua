-- table.sort with comparators: descending, by length, by field, stable by index, of mixed keys.
local words = { "pear", "fig", "apple", "kiwi", "date", "banana", "plum" }
local function sorted(f)
  local copy = { unpack(words) }
  table.sort(copy, f)
  return table.concat(copy, " ")
end
print(sorted(), sorted(nil))
print(sorted(function(a, b) return a > b end))
print(sorted(function(a, b) if #a ~= #b then return #a < #b end return a < b end))
print(sorted(function(a, b) return a:reverse() < b:reverse() end))
local rows = {}
for i = 1, 30 do rows[i] = { key = (i * 7) % 10, index = i } end
table.sort(rows, function(a, b) if a.key ~= b.key then return a.key < b.key end return a.index < b.index end)
for _, r in ipairs(rows) do io.write(r.key, ":", r.index, " ") end
print()
local mixed = { 3, "b", 1, "a", 2 }
table.sort(mixed, function(a, b)
  if type(a) == type(b) then return a < b end
  return type(a) == "number"
end)
print(table.concat(mixed, " "))
local calls = 0
local t = { 5, 3, 1, 4, 2 }
table.sort(t, function(a, b) calls = calls + 1 return a < b end)
print(table.concat(t, " "), calls)
