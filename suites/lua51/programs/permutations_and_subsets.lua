-- Combinatorics: permutations in order, subsets, partitions, combinations, Gray codes.
local function next_permutation(a)
  local i = #a - 1
  while i > 0 and a[i] >= a[i + 1] do i = i - 1 end
  if i == 0 then return false end
  local j = #a
  while a[j] <= a[i] do j = j - 1 end
  a[i], a[j] = a[j], a[i]
  local l, r = i + 1, #a
  while l < r do a[l], a[r], l, r = a[r], a[l], l + 1, r - 1 end
  return true
end
local a, n = { 1, 2, 3, 4 }, 0
repeat n = n + 1 if n % 6 == 0 then io.write(table.concat(a), " ") end until not next_permutation(a)
print(n)
local function subsets(list, k) if k == 0 then return { {} } end local r = subsets(list, k - 1) for i = 1, #r do local c = { unpack(r[i]) } c[#c + 1] = list[k] r[#r + 1] = c end return r end
for _, s in ipairs(subsets({ "a", "b", "c" }, 3)) do io.write("{", table.concat(s), "} ") end
print()
local function partitions(n, max, prefix, out) if n == 0 then out[#out + 1] = table.concat(prefix, "+") end for i = math.min(n, max), 1, -1 do prefix[#prefix + 1] = i partitions(n - i, i, prefix, out) prefix[#prefix] = nil end return out end
print(table.concat(partitions(6, 6, {}, {}), " "))
local function choose(n, k) local r = 1 for i = 1, k do r = r * (n - i + 1) / i end return r end
for i = 0, 8 do local row = {} for j = 0, i do row[#row + 1] = choose(i, j) end print(table.concat(row, " ")) end
local function gray(n) if n == 0 then return { "" } end local r, out = gray(n - 1), {} for i = 1, #r do out[i] = "0" .. r[i] end for i = #r, 1, -1 do out[#out + 1] = "1" .. r[i] end return out end
print(table.concat(gray(4), " "))
