-- Everyday string helpers: split, join, trim, pad, wrap, count, replace, title case.
local function split(s, sep)
  local r, p = {}, 1 repeat
    local a, b = s:find(sep, p, true) r[#r + 1] = s:sub(p, (a or 0) - 1) p = (b or 0) + 1
  until not a
  return r
end
for _, c in ipairs({ { "a,b,c", "," }, { "", "," }, { ",", "," }, { "abc", "," }, { "a, b, c",
  ", " }, { "1--2--3--", "--" }, { "a\0b\0c", "\0" } }) do
  local parts = split(c[1], c[2])
  print(#parts, table.concat(parts, "|"), table.concat(parts, c[2]) == c[1])
end
local trims = { function(s)
  return (s:gsub("^%s*(.-)%s*$", "%1"))
end, function(s)
  return s:match("^%s*(.-)%s*$")
end, function(s)
  return s:match("^()%s*$") and "" or s:match("^%s*(.*%S)")
end }
for _, s in ipairs({ "", " ", "x", " x", "x ", "  x y  ", "\t\nx\r\n", " \0 " }) do
  local r = {}
  for i, f in ipairs(trims) do r[i] = f(s) end
  print(#r[1], r[1] == r[2], r[2] == r[3])
end
local function pad(s, n, c) return s .. (c or " "):rep(n - #s) end
local function lpad(s, n, c) return (c or " "):rep(n - #s) .. s end
print(pad("ab", 5) .. "|", lpad("ab", 5, "0"), pad("abcdef", 3), lpad("", 3, "xy"))
local function wrap(s, w)
  local line, out = "", {}
  for word in s:gmatch("%S+") do
    if #line + #word + 1 > w and line ~= "" then
      out[#out + 1] = line line = word
    else
      line = line == "" and word or line .. " " .. word
    end
  end
  out[#out + 1] = line
  return out
end
for _, l in ipairs(wrap("the quick brown fox jumps over the lazy dog near the river bank", 16)) do
  print(#l, l)
end
local function count(s, p) return select(2, s:gsub(p, "")) end
print(count("banana", "a"), count("banana", "an"), count("a.b.c", "%."), count("", "x"),
  count("aaa", "aa"), count("abc", ""))
print((("hello world of lua"):gsub("(%a)(%w*)", function(a, b) return a:upper() .. b end)))
print((("some_snake_case"):gsub("_(%a)", string.upper)), (("someCamelCase"):gsub("%u", function(c)
  return "_" .. c:lower()
end)))
local function commas(n)
  local s = ("%d"):format(n)
  local k repeat
    s, k = s:gsub("^(-?%d+)(%d%d%d)", "%1,%2")
  until k == 0
  return s
end
print(commas(0), commas(999), commas(1000), commas(1234567), commas(-98765432))
local function startswith(s, p) return s:sub(1, #p) == p end
local function endswith(s, p) return p == "" or s:sub(-#p) == p end
print(startswith("hello", "he"), startswith("hello", ""), startswith("h", "he"), endswith("hello",
  "lo"), endswith("hello", ""), endswith("o", "lo"))
print(("%-10s|%10s|%05d"):format("name", "value", 42), ("="):rep(20), ("ab"):rep(3,
  "-") == "ababab")
local lines = {}
for l in ("a\nb\n\nc"):gmatch("([^\n]*)\n?") do lines[#lines + 1] = l end
print(#lines, table.concat(lines, "/"))
local caesar = (("Hello, World"):gsub("%a", function(c)
  local b = c < "a" and 65 or 97
  return string.char((c:byte() - b + 3) % 26 + b)
end))
print(caesar, (("level"):reverse() == "level"), ("a-b-c"):gsub("%-", "+", 1))
