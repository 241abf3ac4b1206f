-- MD5 (RFC 1321) of many short strings, without a library of bit operations: arithmetic on words,
-- a table of bytes, string.byte and string.format.
-- size: 2000
-- bench: 20000
-- reference: 1

local count = tonumber((...)) or tonumber(arg and arg[1]) or 2000

local floor, byte, char, rep, format = math.floor, string.byte, string.char, string.rep, string.format
local WORD = 2 ^ 32

-- Of two bytes, a * 256 + b: what they have in common.
local AND = { [0] = 0 }
local bit = 1
while bit < 256 do
  for a = bit - 1, 0, -1 do
    for b = bit - 1, 0, -1 do
      local low = AND[a * 256 + b]
      AND[a * 256 + b + bit], AND[(a + bit) * 256 + b] = low, low
      AND[(a + bit) * 256 + b + bit] = low + bit
    end
  end
  bit = 2 * bit
end

local function conjunction(a, b)
  local a0, b0 = a % 256, b % 256
  a, b = (a - a0) / 256, (b - b0) / 256
  local a1, b1 = a % 256, b % 256
  a, b = (a - a1) / 256, (b - b1) / 256
  local a2, b2 = a % 256, b % 256
  local a3, b3 = (a - a2) / 256, (b - b2) / 256
  return AND[a0 * 256 + b0]
    + AND[a1 * 256 + b1] * 256
    + AND[a2 * 256 + b2] * 65536
    + AND[a3 * 256 + b3] * 16777216
end

local function xor(a, b)
  return a + b - 2 * conjunction(a, b)
end

-- a where the mask has ones, b where it has zeros.
local function choose(mask, a, b)
  return conjunction(mask, a) + b - conjunction(mask, b)
end

local function rotate(word, bits)
  local high = 2 ^ (32 - bits)
  local low = word % high
  return low * 2 ^ bits + (word - low) / high
end

local SINES = {}
for i = 1, 64 do
  SINES[i] = floor(math.abs(math.sin(i)) * WORD)
end
local SHIFTS = { { 7, 12, 17, 22 }, { 5, 9, 14, 20 }, { 4, 11, 16, 23 }, { 6, 10, 15, 21 } }

local function transform(a, b, c, d, words)
  local a0, b0, c0, d0 = a, b, c, d
  for i = 0, 63 do
    local mixed, index, round
    if i < 16 then
      mixed, index, round = choose(b, c, d), i, 1
    elseif i < 32 then
      mixed, index, round = choose(d, b, c), (5 * i + 1) % 16, 2
    elseif i < 48 then
      mixed, index, round = xor(xor(b, c), d), (3 * i + 5) % 16, 3
    else
      -- c xor (b or not d), of which the second is what is not in (d and not b).
      mixed, index, round = xor(c, WORD - 1 - d + conjunction(b, d)), 7 * i % 16, 4
    end
    local sum = (a + mixed + SINES[i + 1] + words[index + 1]) % WORD
    a, d, c, b = d, c, b, (b + rotate(sum, SHIFTS[round][i % 4 + 1])) % WORD
  end
  return (a + a0) % WORD, (b + b0) % WORD, (c + c0) % WORD, (d + d0) % WORD
end

local function little_endian(word)
  local b0 = word % 256
  local b1 = (word - b0) / 256 % 256
  local b2 = floor(word / 65536) % 256
  local b3 = floor(word / 16777216)
  return b0, b1, b2, b3
end

local function md5(text)
  local length = #text
  local padded = text .. "\128" .. rep("\0", (55 - length) % 64)
    .. char(little_endian(length * 8 % WORD)) .. rep("\0", 4)
  local a, b, c, d = 1732584193, 4023233417, 2562383102, 271733878
  local words = {}
  for block = 1, #padded, 64 do
    for i = 1, 16 do
      local b0, b1, b2, b3 = byte(padded, block + 4 * i - 4, block + 4 * i - 1)
      words[i] = b0 + b1 * 256 + b2 * 65536 + b3 * 16777216
    end
    a, b, c, d = transform(a, b, c, d, words)
  end
  local digest = ""
  for _, word in ipairs({ a, b, c, d }) do
    digest = digest .. format("%02x%02x%02x%02x", little_endian(word))
  end
  return digest
end

assert(md5("") == "d41d8cd98f00b204e9800998ecf8427e")
assert(md5("abc") == "900150983cd24fb0d6963f7d28e17f72")

local digest = ""
for i = 1, count do
  digest = md5(format("%d:%s", i, digest))
end
print(count, digest)
