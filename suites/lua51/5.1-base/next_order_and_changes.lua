-- next and pairs: assignments to existing fields while traversing, clearing, and empty tables.
local t = {}
for i = 1, 20 do t["k" .. i] = i end
local sum, n = 0, 0
for k, v in pairs(t) do
  sum, n = sum + v, n + 1
  t[k] = nil
end
print(sum, n, next(t))
for i = 1, 10 do t[i] = i end
for k, v in pairs(t) do t[k] = v * 2 end
for i = 1, 10 do io.write(t[i], " ") end
print()
for k in next, t do t[k] = false end
print(t[1], t[10], next({}), next({}, nil))
print(next({ 5 }), next({ 5 }, 1), next({ x = 1 }), next({ x = 1 }, "x"))
print(pcall(next))
print(pcall(next, 5))
print(pcall(next, {}, 1))
print(pcall(next, { 1 }, "1"))
local keys = {}
for k in pairs({ 1, 2, 3, nil, 5 }) do keys[#keys + 1] = k end
print(table.concat(keys, " "))
print(type(next), select("#", next({})), rawequal(select(1, pairs({})), next))
