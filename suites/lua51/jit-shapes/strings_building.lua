-- Building and taking apart strings in hot loops.
local parts = {}
for i = 1, 300 do
  parts[i] = i % 15 == 0 and "FizzBuzz" or i % 5 == 0 and "Buzz" or i % 3 == 0 and "Fizz" or i
end
local text = table.concat(parts, " ")
print(#text, text:sub(1, 60))
local words = {}
for w in text:gmatch("%S+") do words[#words + 1] = w end
print(#words, words[15], words[300])
local rev = ""
for i = 60, 1, -1 do rev = rev .. text:sub(i, i) end
print(rev == text:sub(1, 60):reverse(), rev)
local rot = {}
for i = 1, 100 do
  local b = text:byte(i)
  rot[i] = string.char(b >= 65 and b <= 90 and (b - 65 + 13) % 26 + 65
    or b >= 97 and b <= 122 and (b - 97 + 13) % 26 + 97 or b)
end
print(table.concat(rot))
local hex = {}
for i = 0, 255, 5 do hex[#hex + 1] = ("%02x"):format(i) end
print(table.concat(hex))
local sum = 0
for h in table.concat(hex):gmatch("%x%x") do sum = sum + tonumber(h, 16) end
print(sum)
local bin = {}
for n = 0, 40 do
  local s, v = "", n repeat
    s = v % 2 .. s v = math.floor(v / 2)
  until v == 0 bin[#bin + 1] = s
end
print(table.concat(bin, " "))
local total = 0
for i, s in ipairs(bin) do total = total + tonumber(s, 2) end
print(total)
local csv = ""
for r = 1, 20 do for c = 1, 5 do csv = csv .. r * c .. (c < 5 and "," or "\n") end end
local rows, cells = 0, 0
for line in csv:gmatch("([^\n]*)\n") do
  rows = rows + 1
  for v in line:gmatch("[^,]+") do
    cells = cells + v
  end
end
print(rows, cells)
local pal = 0
for i = 1, 999 do local s = tostring(i) if s == s:reverse() then pal = pal + 1 end end
print(pal)
local levels = {}
local function lev(a, b)
  local d = {}
  for i = 0, #a do d[i] = { [0] = i } end
  for j = 0, #b do d[0][j] = j end
  for i = 1, #a do for j = 1, #b do
    local cost = a:byte(i) == b:byte(j) and 0 or 1
    d[i][j] = math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost)
  end end
  return d[#a][#b]
end
print(lev("kitten", "sitting"), lev("saturday", "sunday"), lev("", "abc"), lev("same", "same"))
local grown, lens = "", {}
for i = 1, 12 do grown = grown .. grown .. i lens[i] = #grown end
print(table.concat(lens, " "))
local repl = text:gsub("%d+", function(d) return d % 2 == 0 and "<" .. d .. ">" or nil end)
print(#repl, repl:sub(1, 40))
