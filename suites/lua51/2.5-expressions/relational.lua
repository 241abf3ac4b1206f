-- Equality and order between all pairs of values; the texts of failing comparisons.
local function f() end
local values = { 1, 2, -1, "1", "a", "b", "", true, false, f }
values[11] = setmetatable({}, {})
local function try(op, a, b)
  local ok, result = pcall(op, a, b)
  if ok then return result and "t" or "f" end
  return (result:match("attempt to compare (.*)$"))
end
local operators = {
  function(a, b) return a == b end, function(a, b) return a ~= b end,
  function(a, b) return a < b end, function(a, b) return a <= b end,
  function(a, b) return a > b end, function(a, b) return a >= b end,
}
for i = 1, 11 do
  for j = i, 11 do
    local row = {}
    for k = 1, 6 do
      row[k] = try(operators[k], values[i], values[j])
    end
    print(i, j, table.concat(row, "; "))
  end
end
print(try(operators[3], nil, 1), try(operators[3], 1, nil), try(operators[4], nil, nil))
print(try(operators[5], nil, 1), try(operators[6], 1, nil), try(operators[5], {}, "x"))
print(1 < 2, 1 <= 1, 1 > 1, 1 >= 1, 1 == 1, 1 ~= 1, 1 == 2, 1 ~= 2)
local nan = 0 / 0
print(nan < 1, nan <= 1, nan > 1, nan >= 1, nan == 1, nan ~= 1, not (nan < 1), not (nan > 1))
print(nan < nan, nan <= nan, nan == nan, nan ~= nan, 1 < nan, 1 >= nan)
local inf = 1 / 0
print(inf > 1e308, -inf < -1e308, inf == inf, inf ~= -inf, inf <= inf, -inf < inf, inf < inf)
print(0 == -0, 0 < -0, -0 < 0, 0 <= -0, 0 >= -0)
local x = 3
print(x < 5 and "less" or "more", x > 5 and "more" or "less", not (x == 3), not (x ~= 3))
print((x < 5) == (5 > x), (x <= 3) == (3 >= x), x < x, x <= x)
