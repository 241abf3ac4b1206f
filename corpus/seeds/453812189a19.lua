-- Integer algorithms on doubles: bit operations, hashes, generators and big numbers.
local floor = math.floor
local function band(a, b)
  local r, p = 0, 1
  while a > 0 and b > 0 do
    if a % 2 == 1 and b % 2 == 1 then
      r = r + p
    end
    a, b, p = floor(a / 2), floor(b / 2), p * 2
  end
  return r
end
local function bxor(a, b)
  local r, p = 0, 1
  while a > 0 or b > 0 do
    if a % 2 ~= b % 2 then
      r = r + p
    end
    a, b, p = floor(a / 2), floor(b / 2), p * 2
  end
  return r
end
print(band(12, 10), band(255, 129), band(2 ^ 32 - 1, 2 ^ 31 + 5), bxor(12, 10), bxor(255, 129),
  bxor(2 ^ 32 - 1, 1))
local x = 1
for i = 1, 300 do x = (x * 1103515245 + 12345) % 2 ^ 31 end
print(x)
local h = 5381
for i = 1, 300 do h = (h * 33 + i % 256) % 2 ^ 32 end
print(string.format("%.0f", h))
local a, b = 0, 1
for i = 1, 90 do a, b = b, (a + b) % 1e9 end
print(a, b)
local function mulmod(p, q, m)
  local r = 0
  while q > 0 do
    if q % 2 == 1 then
      r = (r + p) % m
    end
    p, q = p * 2 % m, floor(q / 2)
  end
  return r
end
local function powmod(p, e, m)
  local r = 1
  while e > 0 do
    if e % 2 == 1 then
      r = mulmod(r, p, m)
    end
    p, e = mulmod(p, p, m), floor(e / 2)
  end
  return r
end
print(powmod(3, 1000, 1e9 + 7), powmod(2, 500, 998244353))
local function popcount(n)
  local c = 0
  while n > 0 do
    c = c + n % 2 n = (n - n % 2) / 2
  end
  return c
end
local total = 0
for i = 0, 300 do total = total + popcount(i) end
print(total, popcount(2 ^ 53 - 1))
local digits = { 1 }
for n = 2, 40 do
  local carry = 0
  for i = 1, #digits do local v = digits[i] * n + carry digits[i] = v % 10 carry = floor(v / 10) end
  while carry > 0 do digits[#digits + 1] = carry % 10 carry = floor(carry / 10) end
end
local out = {}
for i = #digits, 1, -1 do out[#out + 1] = digits[i] end
print(#digits, table.concat(out))
local function isqrt(n)
  local r = floor(n / 2) + 1
  while r * r > n do
    r = floor((r + floor(n / r)) / 2)
  end
  return r
end
local sq = 0
for i = 1, 300 do sq = sq + isqrt(i * 37) end
print(sq, isqrt(2 ^ 52))
local crc = 2 ^ 32 - 1
for i = 1, 8 do
  crc = bxor(crc, i)
  for _ = 1, 8 do
    if crc % 2 == 1 then
      crc = bxor(floor(crc / 2), 3988292384)
    else
      crc = floor(crc / 2)
    end
  end
end
print(string.format("%08x", bxor(crc, 2 ^ 32 - 1)))
local gray = {}
for i = 0, 15 do gray[#gray + 1] = bxor(i, floor(i / 2)) end
print(table.concat(gray, " "))
local rev = 0
for i = 1, 200 do
  local n, r = i, 0
  for _ = 1, 8 do
    r = r * 2 + n % 2 n = floor(n / 2)
  end
  rev = (rev * 31 + r) % 1000003
end
print(rev)
