-- Array loops over nils that appear and vanish, at the border and inside.
local t = {}
for i = 1, 100 do t[i] = i end
local function sum()
  local s, n = 0, 0
  for i = 1, 100 do
    local v = t[i]
    if v then s = s + v n = n + 1 end
  end
  return s, n
end
print(sum())
t[50] = nil
print(sum())
for i = 2, 100, 2 do t[i] = nil end
print(sum())
for i = 1, 100 do t[i] = i % 3 == 0 and "x" or nil end
print(pcall(sum))
for i = 1, 100 do t[i] = false end
print(sum())
for i = 100, 1, -1 do t[i] = i / 2 end
print(sum())
t[100] = nil
t[101] = 5
print(sum())
for i = 1, 200 do
  local k = i % 100 + 1
  t[k] = t[k] and nil or i
end
print(sum())
