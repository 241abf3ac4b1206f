-- table.concat of growing lists, of numbers, with changing separators, in hot loops.
local n, t = 0, {}
for i = 1, 120 do
  t[#t + 1] = i % 3 == 0 and i or "s" .. i
  local s = table.concat(t, i % 2 == 0 and "," or "", i > 10 and i - 9 or 1)
  n = n + #s
end
print(n, table.concat(t, "|", 1, 9), table.concat(t, "|", 118))
local bad = 0
for i = 1, 100 do
  local l = { 1, 2, 3 }
  if i > 80 then l[2] = i % 2 == 0 and {} or nil end
  if not pcall(table.concat, l, ",", 1, 3) then bad = bad + 1 end
end
print(bad)
