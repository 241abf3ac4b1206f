-- One indexing expression that sees numbers, fractions, strings, objects and absent keys.
local key_table = {}
local t = { 10, 20, 30, name = "n", [0.5] = "half", [-1] = "minus", [key_table] = "table", [true] = "yes", ["1"] = "text one" }
local keys = { 1, 2, 3, "name", 0.5, -1, key_table, true, "1", 4, "none", false, {}, 1e10, 2.0000001 }
local counts = {}
for i = 1, 450 do
  local v = t[keys[i % #keys + 1]]
  local c = tostring(v)
  counts[c] = (counts[c] or 0) + 1
end
for _, k in ipairs({ "10", "20", "30", "n", "half", "minus", "table", "yes", "text one", "nil" }) do io.write(k, "=", counts[k], " ") end
print()
for i = 1, 300 do
  local k = keys[i < 150 and 1 or i % #keys + 1]
  t[k] = i
end
print(t[1], t[2], t.name, t[0.5], t[-1], t[key_table], t[true], t["1"], t[4], t[false])
print(pcall(function() for i = 1, 200 do t[i < 190 and i or nil] = i end end))
print(pcall(function() for i = 1, 200 do t[i < 190 and i or 0 / 0] = i end end))
