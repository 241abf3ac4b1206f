-- math.fmod keeps the dividend's sign, % the divisor's; both over pairs of values.
local values = { 0, 1, -1, 2, 3, -3, 5.5, -5.5, 0.5, 1e15, -1e15, 1 / 0, -1 / 0 }
local function show(x) return x ~= x and "nan" or x == 0 and (1 / x < 0 and "-0" or "0") or tostring(x) end
for _, a in ipairs(values) do
  local row = {}
  for _, b in ipairs(values) do row[#row + 1] = show(math.fmod(a, b)) .. "/" .. show(a % b) end
  print(show(a), table.concat(row, " "))
end
print(pcall(math.fmod, 1))
print(pcall(math.fmod, 1, "x"))
print(pcall(math.fmod))
print(show(math.fmod(1, 0)), show(1 % 0), math.fmod(6, "4"), math.fmod(-6, 4), -6 % 4)
print(math.mod == math.fmod, math.mod(7, 3))
