--- concatenation, lengths and comparisons
local s = 0
local parts = {}
for i = 1, 200 do
  local a = "n" .. i .. "," .. i * 0.5 .. ";" .. tostring(i % 3 == 0)
  parts[#parts + 1] = a:sub(1, i % 7)
  s = s + #a + (a:find(",", 1, true) or 0) + select(2, a:gsub("%d", "%%"))
  if a < "n5" then s = s + 1 end
  if a <= "n" .. i then s = s + 2 end
  if a == "n7,3.5;false" then s = s + 1000 end
end
print(s, table.concat(parts):sub(1, 60))
--- strings that grow and are cut
local r = ""
for i = 1, 100 do
  r = r .. string.char(65 + i % 26)
  if #r > 30 then r = r:sub(-10):lower():upper():reverse() end
end
print(r)
local x = "a"
for i = 1, 50 do
  x = x .. x:len() .. i
  if #x > 40 then x = "a" end
end
print(x)
local e, s = "", 0
for i = 1, 60 do
  local v = "" .. i .. "" .. ""
  s = s + #v
  e = "" .. e
end
print(s, e == "", -0 .. "", 1e15 .. "", 0.1 .. "", 1e100 .. "")
--- patterns and formats
local s = 0
for i = 1, 60 do
  s = s + select(2, ("a=1,b=2"):gsub("(%w)=(%w)", "%2=%1")) + ("a=1,b=2"):find("b", i % 7)
  s = s + #("%d-%s-%5.2f"):format(i, "z", i / 3) + ("x"):rep(i):byte(-1)
end
print(s)
--- order of strings with zeros and high bytes
local cmp = { "a", "B", "", "a\0b", "a\0a", "aa", "\255" }
local o = {}
for i = 1, #cmp do
  for j = 1, #cmp do
    o[#o + 1] = (cmp[i] < cmp[j] and "1" or "0") .. (cmp[i] <= cmp[j] and "1" or "0")
  end
end
print(table.concat(o))
--- exits in the middle of a concatenation restore its operands
local t = {}
for i = 1, 120 do
  local part = i % 40 == 0 and 1.5 or i % 2 == 0 and "e" or i
  local s = "a" .. part .. "b" .. i
  t[#t + 1] = s .. "|" .. #s
end
print(table.concat(t, " "))
print(pcall(function()
  local a = "x"
  for j = 1, 100 do
    if j == 95 then a = {} end
    a = ("y" .. a .. j):sub(-5)
  end
end))
