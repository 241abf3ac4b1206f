-- Strings built in hot loops: concatenation of kinds, conversions, keys made on the fly.
local s = ""
for i = 1, 200 do s = s .. i % 10 end
print(#s, s:sub(1, 20), s:sub(-5))
local t = {}
for i = 1, 200 do t["k" .. i % 20] = (t["k" .. i % 20] or 0) + i end
print(t.k0, t.k7, t.k19)
local parts = {}
for i = 1, 150 do parts[#parts + 1] = i .. ":" .. i * 0.5 .. (i % 2 == 0 and ";" or ",") end
print(#table.concat(parts), parts[150])
local equal = 0
for i = 1, 200 do
  local a, b = "x" .. i % 3, "x" .. i % 2
  if a == b then equal = equal + 1 end
  if a < b then equal = equal + 100 end
end
print(equal)
local words = {}
for w in ("the quick brown fox jumps over the lazy dog and the cat"):gmatch("%a+") do words[w] = (words[w] or 0) + 1 end
print(words.the, words.fox, words.cow)
local n = 0
for i = 1, 150 do
  local str = ("%d-%s"):format(i, i)
  n = n + #str + (str:find("-", 1, true)) + tonumber(str:match("^%d+"))
end
print(n)
local mixed = setmetatable({}, { __concat = function(a, b) return "<" .. (type(a) == "table" and "T" or a) .. ">" end })
local out
for i = 1, 120 do out = i % 60 == 0 and i .. mixed or i .. "!" end
print(out)
