-- Dense numeric code on nested and flat tables: products, transposes, stencils, elimination.
local function matrix(n, f)
  local m = {}
  for i = 1, n do
    m[i] = {}
    for j = 1, n do
      m[i][j] = f(i, j)
    end
  end
  return m
end
local function mul(a, b, n)
  return matrix(n, function(i, j)
    local s = 0
    for k = 1, n do
      s = s + a[i][k] * b[k][j]
    end
    return s
  end)
end
local function trace(m, n) local s = 0 for i = 1, n do s = s + m[i][i] end return s end
local a = matrix(8, function(i, j) return (i * j) % 5 - 2 end)
local b = matrix(8, function(i, j) return 1 / (i + j - 1) end)
print(trace(a, 8), string.format("%.12f", trace(mul(a, b, 8), 8)), string.format("%.12f",
  trace(mul(b, mul(a, b, 8), 8), 8)))
local function determinant(m, n)
  local d = 1
  for c = 1, n do
    local p = c
    for r = c + 1, n do if math.abs(m[r][c]) > math.abs(m[p][c]) then p = r end end
    if m[p][c] == 0 then return 0 end
    if p ~= c then m[p], m[c], d = m[c], m[p], -d end
    d = d * m[c][c]
    for r = c + 1, n do
      local f = m[r][c] / m[c][c]
      for k = c, n do
        m[r][k] = m[r][k] - f * m[c][k]
      end
    end
  end
  return d
end
print(string.format("%.6e", determinant(matrix(6, function(i, j) return 1 / (i + j - 1) end), 6)))
print(determinant(matrix(3, function(i, j)
  return i == j and 2 or 0
end), 3), determinant(matrix(3, function(i, j)
  return i + j
end), 3) < 1e-9)
local flat, w = {}, 16
for i = 0, w * w - 1 do flat[i] = i == w * 8 + 8 and 1000 or 0 end
for step = 1, 10 do
  local nextflat = {}
  for y = 0, w - 1 do for x = 0, w - 1 do
    local s = flat[y * w + x] * 4
    s = s + (x > 0 and flat[y * w + x - 1] or 0) + (x < w - 1 and flat[y * w + x + 1] or 0)
    s = s + (y > 0 and flat[(y - 1) * w + x] or 0) + (y < w - 1 and flat[(y + 1) * w + x] or 0)
    nextflat[y * w + x] = s / 8
  end end
  flat = nextflat
end
print(string.format("%.10f %.10f %.10f", flat[w * 8 + 8], flat[w * 8 + 9], flat[w * 4 + 4]))
local poly = { 1, -3, 2, 0.5 }
local s = 0
for i = -100, 100 do
  local x, v = i / 50, 0
  for k = #poly, 1, -1 do
    v = v * x + poly[k]
  end
  s = s + v
end
print(string.format("%.12f", s))
local conv, sig, ker = {}, {}, { 0.25, 0.5, 0.25 }
for i = 1, 100 do sig[i] = i % 10 end
for i = 2, 99 do local v = 0 for k = -1, 1 do v = v + sig[i + k] * ker[k + 2] end conv[i] = v end
print(conv[2], conv[10], conv[99], conv[1], #conv == 0 or #conv)
local path = matrix(12, function(i, j) return (i * 31 + j * 17) % 23 + 1 end)
for k = 1, 12 do
  for i = 1, 12 do
    for j = 1, 12 do
      local d = path[i][k] + path[k][j]
      if d < path[i][j] then
        path[i][j] = d
      end
    end
  end
end
local total = 0
for i = 1, 12 do for j = 1, 12 do total = total + path[i][j] end end
print(total, path[1][12], path[12][1])
local pascal = { { 1 } }
for r = 2, 30 do
  local prev, row = pascal[r - 1], { 1 }
  for k = 2, r - 1 do
    row[k] = prev[k - 1] + prev[k]
  end
  row[r] = 1 pascal[r] = row
end
print(pascal[30][15], pascal[5][3], #pascal[30])
