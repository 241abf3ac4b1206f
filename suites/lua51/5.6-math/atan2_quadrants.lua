-- math.atan2 in all quadrants, on the axes, with zeros of both signs and infinities.
local inf = 1 / 0
local values = { 0, -0.0, 1, -1, 2, -2, inf, -inf }
for _, y in ipairs(values) do
  local row = {}
  for _, x in ipairs(values) do row[#row + 1] = ("%.6f"):format(math.atan2(y, x)) end
  print(y, table.concat(row, " "))
end
print(math.atan2(1, 1) == math.pi / 4, math.atan2(0, -1) == math.pi, math.atan2(-0.0, -1) == -math.pi)
print(math.deg(math.atan2(1, 0)), math.atan2(3, 4), math.atan(0.75) == math.atan2(3, 4))
print(pcall(math.atan2, 1))
print(pcall(math.atan2))
