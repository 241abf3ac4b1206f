-- Generated DNA: a linear congruential generator, cumulative tables and string slices.
-- size: 150000
-- bench: 2000000
-- reference: 800

local n = tonumber((...)) or tonumber(arg and arg[1]) or 150000

local sub, write, concat = string.sub, io.write, table.concat
local WIDTH = 60
local IM, IA, IC = 139968, 3877, 29573
local seed = 42

local function random(max)
  seed = (seed * IA + IC) % IM
  return max * seed / IM
end

local ALU = "GGCCGGGCGCGGTGGCTCACGCCTGTAATCCCAGCACTTTGG"
  .. "GAGGCCGAGGCGGGCGGATCACCTGAGGTCAGGAGTTCGAGA"
  .. "CCAGCCTGGCCAACATGGTGAAACCCCGTCTCTACTAAAAAT"
  .. "ACAAAAATTAGCCGGGCGTGGTGGCGCGCGCCTGTAATCCCA"
  .. "GCTACTCGGGAGGCTGAGGCAGGAGAATCGCTTGAACCCGGG"
  .. "AGGCGGAGGTTGCAGTGAGCCGAGATCGCGCCACTGCACTCC"
  .. "AGCCTGGGCGACAGAGCGAGACTCCGTCTCAAAAA"

local IUB = {
  { "a", 0.27 }, { "c", 0.12 }, { "g", 0.12 }, { "t", 0.27 },
  { "B", 0.02 }, { "D", 0.02 }, { "H", 0.02 }, { "K", 0.02 }, { "M", 0.02 },
  { "N", 0.02 }, { "R", 0.02 }, { "S", 0.02 }, { "V", 0.02 }, { "W", 0.02 }, { "Y", 0.02 },
}

local HOMO_SAPIENS = {
  { "a", 0.3029549426680 }, { "c", 0.1979883004921 },
  { "g", 0.1975473066391 }, { "t", 0.3015094502008 },
}

local function repeated(id, description, source, count)
  write(">", id, " ", description, "\n")
  local length = #source
  local doubled = source .. source
  local position = 1
  while count > 0 do
    local take = count < WIDTH and count or WIDTH
    write(sub(doubled, position, position + take - 1), "\n")
    position = position + take
    if position > length then
      position = position - length
    end
    count = count - take
  end
end

local function randomly(id, description, frequencies, count)
  write(">", id, " ", description, "\n")
  local letters, limits = {}, {}
  local sum = 0
  for i = 1, #frequencies do
    sum = sum + frequencies[i][2]
    letters[i], limits[i] = frequencies[i][1], sum
  end
  local last = #letters
  local line = {}
  while count > 0 do
    local take = count < WIDTH and count or WIDTH
    for i = 1, take do
      local r = random(1)
      local k = 1
      while k < last and limits[k] < r do
        k = k + 1
      end
      line[i] = letters[k]
    end
    write(concat(line, "", 1, take), "\n")
    count = count - take
  end
end

repeated("ONE", "Homo sapiens alu", ALU, n * 2)
randomly("TWO", "IUB ambiguity codes", IUB, n * 3)
randomly("THREE", "Homo sapiens frequency", HOMO_SAPIENS, n * 5)
