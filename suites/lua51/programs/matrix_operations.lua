-- Matrices: product, transpose, determinant by elimination, powers.
local function make(n, f) local m = {} for i = 1, n do m[i] = {} for j = 1, n do m[i][j] = f(i, j) end end return m end
local function mul(a, b)
  return make(#a, function(i, j) local s = 0 for k = 1, #a do s = s + a[i][k] * b[k][j] end return s end)
end
local function det(m)
  local n, d, a = #m, 1, make(#m, function(i, j) return m[i][j] end)
  for c = 1, n do
    local p
    for r = c, n do if a[r][c] ~= 0 then p = r break end end
    if not p then return 0 end
    if p ~= c then a[p], a[c], d = a[c], a[p], -d end
    d = d * a[c][c]
    for r = c + 1, n do
      local f = a[r][c] / a[c][c]
      for k = c, n do a[r][k] = a[r][k] - f * a[c][k] end
    end
  end
  return d
end
local m = make(8, function(i, j) return (i * 7 + j * 3) % 11 - (i == j and 5 or 0) end)
local p = mul(m, m)
print(p[1][1], p[3][5], p[8][8], ("%.6f"):format(det(m)), ("%.6f"):format(det(make(4, function(i, j) return i == j and i or 0 end))))
local fib = { { 1, 1 }, { 1, 0 } }
local r = { { 1, 0 }, { 0, 1 } }
for _ = 1, 50 do r = mul(r, fib) end
print(r[1][2], det(make(3, function() return 1 end)))
