-- The operands of one addition change type while its loop is hot: numbers, numeral strings, objects.
local mt = { __add = function(a, b) return (type(a) == "table" and a.v or a) + (type(b) == "table" and b.v or b) end }
local values = { 1, 2.5, "3", -4, setmetatable({ v = 5 }, mt), "0x10", 1e10, "1e-1", 0 }
local function run(pattern, n)
  local s = 0
  for i = 1, n do s = s + values[pattern(i)] end
  return s
end
print(run(function() return 1 end, 200))
print(run(function(i) return i > 100 and 2 or 1 end, 200))
print(run(function(i) return i % 2 + 1 end, 200))
print(run(function(i) return i > 150 and 3 or 1 end, 200))
print(run(function(i) return i % 9 + 1 end, 300))
print(run(function(i) return i == 199 and 5 or 4 end, 200))
print(pcall(run, function(i) return i == 120 and 20 or 1 end, 200))
