-- Functions with many locals and deep expressions in hot loops.
local function many(a)
  local b, c, d, e = a + 1, a + 2, a + 3, a + 4
  local f, g, h, i, j = b * c, c * d, d * e, e * b, a
  local k, l, m, n, o, p = f - g, g - h, h - i, i - j, j - f, f + g
  local q, r, s, t, u, v, w = k + l, m + n, o + p, q, k * 2, l * 2, m * 2
  local x, y, z = u + v, w - x_global, a
  for q2 = 1, 2 do z = z + q2 local aa, bb, cc = z, y, x x, y = aa % 1000, bb + cc % 7 end
  return a + b + c + d + e + f % 10 + g % 10 + h % 10 + i % 10 + k + l + m + n + o + p % 100 + (q or 0) + r % 50 + s % 50 + (t or 1) + u + v + w + x + y + z
end
x_global = 5
local total = 0
for i = 1, 150 do total = total + many(i) if i == 100 then x_global = 2.5 end end
print(total)
local function expr(a, b, c) return ((a + b) * (b + c) - (a - b) * (c - a) + (a * b + b * c + c * a) / ((a + 1) * (b + 2))) % 97 + (a > b and (b > c and a or c) or (c > a and c or b)) end
for i = 1, 150 do total = total + expr(i, i % 7, i % 11) end
print(("%.8f"):format(total))
x_global = nil
