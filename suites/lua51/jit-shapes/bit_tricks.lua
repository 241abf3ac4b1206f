-- Bit operations made of arithmetic: and, or, xor, shifts, hashes, random numbers.
local function band(a, b) local r, p = 0, 1 while a > 0 and b > 0 do if a % 2 == 1 and b % 2 == 1 then r = r + p end a, b, p = math.floor(a / 2), math.floor(b / 2), p * 2 end return r end
local function bxor(a, b) local r, p = 0, 1 while a > 0 or b > 0 do if a % 2 ~= b % 2 then r = r + p end a, b, p = (a - a % 2) / 2, (b - b % 2) / 2, p * 2 end return r end
local function shl(a, n) return a * 2 ^ n % 2 ^ 32 end
local function shr(a, n) return math.floor(a / 2 ^ n) end
print(band(0xff00, 0x0ff0), bxor(0xff00, 0x0ff0), shl(1, 31), shl(3, 31), shr(0xffffffff, 28), band(0, 5), bxor(7, 7))
local crc = {}
for i = 0, 255 do
  local c = i
  for _ = 1, 8 do if c % 2 == 1 then c = bxor(0xEDB88320, (c - 1) / 2) else c = c / 2 end end
  if i < 5 or i == 255 then crc[#crc + 1] = ("%08x"):format(c) end
  if i == 5 then break end
end
print(table.concat(crc, " "))
local x = 2463534242
local out = {}
for i = 1, 8 do
  x = bxor(x, shl(x, 13))
  x = bxor(x, shr(x, 17))
  x = bxor(x, shl(x, 5))
  out[i] = ("%.0f"):format(x)
end
print(table.concat(out, " "))
local h = 2166136261
for c in ("hash this text"):gmatch(".") do
  h = bxor(h, c:byte())
  h = (h * 403 + shl(h, 24)) % 2 ^ 32
end
print(("%.0f"):format(h))
local pop = 0
for i = 1, 300 do local v = i while v > 0 do pop = pop + v % 2 v = (v - v % 2) / 2 end end
print(pop)
