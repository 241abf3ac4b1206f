-- A small Mandelbrot set in characters.
local w, h, chars = 36, 14, " .:-=+*#%@"
for y = 0, h - 1 do
  local row = {}
  for x = 0, w - 1 do
    local cr, ci, zr, zi, n = 3 * x / w - 2.1, 2.4 * y / h - 1.2, 0, 0, 0
    while n < 30 and zr * zr + zi * zi < 4 do
      zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
      n = n + 1
    end
    local k = n % 10 + 1
    row[#row + 1] = chars:sub(k, k)
  end
  print(table.concat(row))
end
