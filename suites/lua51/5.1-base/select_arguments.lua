-- select: from the front, from the end, counts, and what is out of range.
print(select(1, "a", "b", "c"), select(2, "a", "b", "c"), select(3, "a", "b", "c"), select(4, "a", "b", "c"))
print(select(-1, "a", "b", "c"), select(-2, "a", "b", "c"), select(-3, "a", "b", "c"))
print(select("#"), select("#", nil), select("#", nil, nil), select("#", 1, 2, 3), select("#", unpack({}, 1, 200)))
print(pcall(select, -4, "a", "b", "c"))
print(pcall(select, 0, "a"))
print(pcall(select, -1))
print(select(1), select(2), select(100, 1), select("#", select(5, 1, 2)))
print(select(1.9, "a", "b"), select("2", "a", "b"), select(-1.9, "a", "b"))
print(pcall(select))
print(pcall(select, "x"))
print(pcall(select, {}))
print(pcall(select, nil))
print((select(2, "a", "b", "c")), select(2, nil, nil, nil))
local function sum(...)
  local s = 0
  for i = 1, select("#", ...) do s = s + (select(i, ...) or 0) end
  return s
end
print(sum(), sum(1), sum(1, nil, 3), sum(unpack({}, 1, 50)))
