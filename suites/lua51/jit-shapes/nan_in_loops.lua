-- NaN in compiled comparisons, branches, tables, min and max.
local nan = 0 / 0
local values = { 1, nan, 3, -1, nan, 0 }
local lt, ge, eq, ne, nlt = 0, 0, 0, 0, 0
for i = 1, 240 do
  local a, b = values[i % 6 + 1], values[i % 5 + 1]
  if a < b then lt = lt + 1 end
  if a >= b then ge = ge + 1 end
  if a == b then eq = eq + 1 end
  if a ~= b then ne = ne + 1 end
  if not (a < b) then nlt = nlt + 1 end
end
print(lt, ge, eq, ne, nlt)
local x, n = 1, 0
for i = 1, 200 do
  if i == 100 then x = nan end
  if x == x then n = n + 1 end
  if x ~= x then n = n + 1000 end
  while x < i and x > 0 do x = x + 1 end
end
print(n)
local best = -1 / 0
for i = 1, 120 do
  local v = values[i % 6 + 1]
  if v > best then best = v end
end
print(best)
local ok = 0
for i = 1, 120 do if not pcall(rawset, {}, i > 100 and nan or i, 1) then ok = ok + 1 end end
print(ok)
local s = 0
for i = 1, 100 do s = s + (i == 50 and nan or 1) end
print(s ~= s)
