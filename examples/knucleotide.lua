-- Frequencies of short DNA sequences: string slices as table keys, and a sort with a comparator.
-- size: 150000
-- bench: 2500000
-- reference: 800

local n = tonumber((...)) or tonumber(arg and arg[1]) or 150000

local sub, concat, format = string.sub, table.concat, string.format

-- The sequence is generated here, so that the program needs no input file.
local function generate(length)
  local seed = 42
  local pieces = {}
  for i = 1, length do
    seed = (seed * 3877 + 29573) % 139968
    local r = seed / 139968
    if r < 0.3029549426680 then
      pieces[i] = "A"
    elseif r < 0.5009432431601 then
      pieces[i] = "C"
    elseif r < 0.6984905497992 then
      pieces[i] = "G"
    else
      pieces[i] = "T"
    end
  end
  return concat(pieces)
end

local function count_frames(sequence, size)
  local counts = {}
  for i = 1, #sequence - size + 1 do
    local fragment = sub(sequence, i, i + size - 1)
    counts[fragment] = (counts[fragment] or 0) + 1
  end
  return counts
end

local function print_frequencies(sequence, size)
  local counts = count_frames(sequence, size)
  local keys = {}
  for key in pairs(counts) do
    keys[#keys + 1] = key
  end
  table.sort(keys, function(a, b)
    local ca, cb = counts[a], counts[b]
    if ca == cb then
      return a < b
    end
    return ca > cb
  end)
  local total = #sequence - size + 1
  for _, key in ipairs(keys) do
    print(format("%s %.3f", key, counts[key] * 100 / total))
  end
  print()
end

local sequence = generate(n)
print_frequencies(sequence, 1)
print_frequencies(sequence, 2)
for _, fragment in ipairs({ "GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT" }) do
  print(format("%d\t%s", count_frames(sequence, #fragment)[fragment] or 0, fragment))
end
