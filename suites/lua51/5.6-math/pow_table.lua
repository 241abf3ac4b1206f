-- math.pow and ^ over pairs of special values give the same.
local inf, nan = 1 / 0, 0 / 0
local values = { 0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, inf, -inf, nan, 1e300, -3 }
local function show(x) return x ~= x and "nan" or x == 0 and (1 / x < 0 and "-0" or "0") or tostring(x) end
for _, a in ipairs(values) do
  local row = {}
  for _, b in ipairs(values) do
    local p = math.pow(a, b)
    assert(show(p) == show(a ^ b))
    row[#row + 1] = show(p)
  end
  print(show(a), table.concat(row, " "))
end
print(pcall(math.pow, 1))
print(pcall(math.pow))
print(2 ^ 0.5, 8 ^ (1 / 3), 10 ^ -2, (-8) ^ 3, 2 ^ 1023, 2 ^ 1024, 2 ^ -1075)
