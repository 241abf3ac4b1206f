-- Wrapping, justifying, splitting, templates, roman numerals, base conversion, edit distance.
local function split(s, sep) local r, from = {}, 1 while true do local a, b = s:find(sep, from, true) r[#r + 1] = s:sub(from, (a or 0) - 1) if not a then return r end from = b + 1 end end
print(table.concat(split("a,b,,c,", ","), "|"), #split("", ","), #split("abc", ","))
local function wrap(text, width) local lines, line = {}, "" for w in text:gmatch("%S+") do if #line + #w + 1 > width and line ~= "" then lines[#lines + 1] = line line = w else line = line == "" and w or line .. " " .. w end end lines[#lines + 1] = line return lines end
for _, l in ipairs(wrap("the quick brown fox jumps over the lazy dog again and again until it is tired", 20)) do print("|" .. l .. (" "):rep(20 - #l) .. "|") end
local function template(s, env) return (s:gsub("%${(%w+)}", function(k) return env[k] ~= nil and tostring(env[k]) or "?" end)) end
print(template("${a} and ${b} but ${c}", { a = 1, b = false }))
local function roman(n) local r = "" for _, p in ipairs({ { 1000, "M" }, { 900, "CM" }, { 500, "D" }, { 400, "CD" }, { 100, "C" }, { 90, "XC" }, { 50, "L" }, { 40, "XL" }, { 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" } }) do while n >= p[1] do r, n = r .. p[2], n - p[1] end end return r end
print(roman(1994), roman(2024), roman(49), roman(3888))
local function base(n, b) local d, r = "0123456789abcdefghijklmnopqrstuvwxyz", "" repeat local m = n % b r, n = d:sub(m + 1, m + 1) .. r, (n - m) / b until n == 0 return r end
for _, b in ipairs({ 2, 8, 16, 36 }) do local s = base(123456, b) io.write(s, "=", tonumber(s, b), " ") end
print()
local function distance(a, b)
  local prev = {}
  for j = 0, #b do prev[j] = j end
  for i = 1, #a do
    local cur = { [0] = i }
    for j = 1, #b do cur[j] = math.min(prev[j] + 1, cur[j - 1] + 1, prev[j - 1] + (a:byte(i) == b:byte(j) and 0 or 1)) end
    prev = cur
  end
  return prev[#b]
end
print(distance("kitten", "sitting"), distance("", "abc"), distance("flaw", "lawn"), distance("same", "same"))
local function caesar(s, k) return (s:gsub("%a", function(c) local a = c:lower() == c and 97 or 65 return string.char((c:byte() - a + k) % 26 + a) end)) end
print(caesar("Hello, World", 3), caesar(caesar("Hello, World", 3), -3))
local function palindrome(s) s = s:lower():gsub("%W", "") return s == s:reverse() end
print(palindrome("A man, a plan, a canal: Panama"), palindrome("no"))
