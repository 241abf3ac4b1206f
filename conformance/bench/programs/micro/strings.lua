-- Strings: slices, bytes, concatenation, formats, patterns and comparisons.
-- size: 15000
-- bench: 300000
-- reference: 6

local n = tonumber((...)) or tonumber(arg and arg[1]) or 15000

local byte, char, format, gsub = string.byte, string.char, string.format, string.gsub
local text = "the quick brown fox jumps over the lazy dog"

local function hash(s)
  local sum = 0
  for i = 1, #s do
    sum = (sum * 31 + byte(s, i)) % 16777213
  end
  return sum
end

local total, words, first = 0, 0, ""
for round = 1, n do
  local at = round % #text + 1
  local turned = text:sub(at) .. " " .. text:sub(1, at - 1)
  total = (total + hash(turned)) % 16777213
  local pieces = {}
  for word in turned:gmatch("%a+") do
    pieces[#pieces + 1] = word:upper():reverse()
    words = words + 1
  end
  local joined = table.concat(pieces, "-")
  if joined:find("XOF", 1, true) and joined > first then
    first = joined
  end
  local made = format("%d %s %5.2f", round % 100, char(65 + round % 26), round / 8)
  made = gsub(made, "%d", function(digit)
    return digit == "0" and "zero" or nil
  end)
  total = (total + #made) % 16777213
end
print(string.format("%.14g %d %s", total, words, first))
