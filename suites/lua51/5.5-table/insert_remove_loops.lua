-- insert and remove in hot loops: at the end, the front, the middle; against manual moves.
local a, b = {}, {}
for i = 1, 150 do
  table.insert(a, i)
  b[#b + 1] = i
  if i % 3 == 0 then assert(table.remove(a) == i) b[#b] = nil end
  if i % 7 == 0 then table.insert(a, 1, -i) for j = #b, 1, -1 do b[j + 1] = b[j] end b[1] = -i end
  if i % 11 == 0 then
    local k = #a % 5 + 2
    local x = table.remove(a, k)
    local y = b[k]
    for j = k, #b do b[j] = b[j + 1] end
    assert(x == y)
  end
end
print(#a, #b, table.concat(a, " ") == table.concat(b, " "), a[1], a[#a])
local sum = 0
while #a > 0 do sum = sum * 7 % 1009 + table.remove(a, #a % 3 == 0 and 1 or nil) end
print(sum, #a, table.remove(a))
local s = {}
for i = 1, 120 do table.insert(s, (i * 37) % 50 + 1 <= #s and (i * 37) % 50 + 1 or #s + 1, i) end
print(table.concat(s, ","))
