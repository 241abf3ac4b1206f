-- String functions in hot loops over arguments of several kinds.
local n = 0
for i = 1, 150 do
  local s = tostring(i)
  n = n + #s + s:byte() + #s:rep(2) + tonumber(s:reverse()) + (s:find("1", 1, true) or 0) + #s:upper() + s:len()
  n = n + #(s:sub(-1)) + #string.format("%03d|%s|%g", i, s, i / 4) + select(2, s:gsub("%d", "x")) + #s:gsub("1", "one")
  if i % 40 == 0 then n = n + #string.rep(i, 2) + string.len(i) + string.byte(i) end
end
print(n)
local caught = 0
for i = 1, 120 do
  local ok, r = pcall(string.rep, i > 100 and {} or "x", i % 5)
  caught = caught + (ok and #r or 100)
end
print(caught)
local keys = {}
for i = 1, 150 do local k = ("%s_%d"):format(i % 2 == 0 and "even" or "odd", i % 6) keys[k] = (keys[k] or 0) + 1 end
print(keys.even_0, keys.odd_1, keys.even_2, keys.odd_0)
local out = {}
for i = 1, 100 do out[i] = string.char(97 + i % 26) end
print(table.concat(out), table.concat(out):gsub("[aeiou]", ""):len())
