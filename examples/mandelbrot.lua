-- Mandelbrot set as a portable bitmap, reported by its checksums: float loops with early exit.
-- size: 400
-- bench: 1600
-- reference: 32

local n = tonumber((...)) or tonumber(arg and arg[1]) or 400

local char, byte, concat = string.char, string.byte, table.concat
local LIMIT = 4.0
local ITERATIONS = 50

local function inside(cr, ci)
  local zr, zi = 0.0, 0.0
  for _ = 1, ITERATIONS do
    local rr, ii = zr * zr, zi * zi
    if rr + ii > LIMIT then
      return false
    end
    zi = 2 * zr * zi + ci
    zr = rr - ii + cr
  end
  return true
end

local function row(y)
  local bytes = {}
  local bits, count = 0, 0
  local ci = 2 * y / n - 1
  for x = 0, n - 1 do
    bits = bits * 2
    if inside(2 * x / n - 1.5, ci) then
      bits = bits + 1
    end
    count = count + 1
    if count == 8 then
      bytes[#bytes + 1] = char(bits)
      bits, count = 0, 0
    end
  end
  if count > 0 then
    bytes[#bytes + 1] = char(bits * 2 ^ (8 - count))
  end
  return concat(bytes)
end

local function adler32(text)
  local a, b = 1, 0
  for i = 1, #text do
    a = (a + byte(text, i)) % 65521
    b = (b + a) % 65521
  end
  return b, a
end

local rows = {}
for y = 0, n - 1 do
  rows[y + 1] = row(y)
end
local image = concat(rows)
print("P4", n, n)
print(#image, adler32(image))
