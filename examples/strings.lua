-- String work: splitting, counting words, templates, rotation, run lengths and formatting.
-- size: 8000
-- bench: 180000
-- reference: 10

local n = tonumber((...)) or tonumber(arg and arg[1]) or 8000

local text = [[
The moon is a dusty place; the moon is far.
Far from the sea, the tide obeys the moon.]]

local function split(line, separator)
  local parts = {}
  for part in (line .. separator):gmatch("(.-)" .. separator:gsub("%p", "%%%0")) do
    parts[#parts + 1] = part
  end
  return parts
end
print(table.concat(split("a,b,,c", ","), "|"), #split("", ","), #split("1.2.3", "."))

local counts, order = {}, {}
for _ = 1, n do
  for word in text:lower():gmatch("%a+") do
    if not counts[word] then
      counts[word] = 0
      order[#order + 1] = word
    end
    counts[word] = counts[word] + 1
  end
end
table.sort(order, function(x, y)
  if counts[x] ~= counts[y] then
    return counts[x] > counts[y]
  end
  return x < y
end)
for i = 1, 5 do
  print(string.format("%-6s %4d", order[i], counts[order[i]]))
end

local values = { name = "Ada", year = 1815, what = "engines" }
print((("${name} (${year}) wrote of ${what}; ${nothing}"):gsub("%${(%w+)}", values)))

local function rotate(s, by)
  return (s:gsub("%a", function(letter)
    local base = letter:match("%l") and 97 or 65
    return string.char((letter:byte() - base + by) % 26 + base)
  end))
end
local secret = text
for _ = 1, n do
  secret = rotate(secret, 3)
end
print(rotate(secret, -3 * n) == text, rotate("Hello, Moon", 13))

local function run_lengths(s)
  local out, i = {}, 1
  while i <= #s do
    local c = s:sub(i, i)
    local stop = s:find("[^" .. c .. "]", i) or #s + 1
    out[#out + 1] = c .. (stop - i)
    i = stop
  end
  return table.concat(out)
end
print(run_lengths("aaabccddddd"), run_lengths(("xy"):rep(3)), run_lengths(""))

print(("%5.2f|%-8s|%08d|%x|%q|%5s"):format(math.pi, "left", 42, 255, 'a "b"\n', "r"))
print(("racecar"):reverse() == "racecar", ("moon"):upper(), ("%d+"):len())
print(("key = value"):match("^(%w+)%s*=%s*(%w+)$"))
print(("  trim me  "):match("^%s*(.-)%s*$") .. "|")
print(("CamelCaseName"):gsub("%f[%u]%u", function(c) return "_" .. c:lower() end))
