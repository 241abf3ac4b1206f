-- String keys and strings in hot loops: built keys, field caches, comparisons, interning.
local t = {}
for i = 1, 300 do t["k" .. i] = i end
local s = 0
for i = 1, 300 do s = s + t["k" .. i] end
print(s)
local names = { "alpha", "beta", "gamma", "delta" }
local o = { alpha = 1, beta = 2, gamma = 3 }
local hits, misses = 0, 0
for i = 1, 400 do
  local v = o[names[i % 4 + 1]]
  if v then
    hits = hits + v
  else
    misses = misses + 1
  end
end
print(hits, misses)
local p = { x = 0, y = 0 }
for i = 1, 500 do
  p.x, p.y = p.y + 1, p.x + 2
  if i == 250 then
    p.z = 5
  elseif i == 300 then
    p.z = nil
  end
end
print(p.x, p.y, p.z)
local shapes = { { a = 1 }, { b = 9, a = 2 }, { c = 1, b = 1, a = 3 }, { a = 4, d = 1 } }
s = 0
for i = 1, 400 do s = s + shapes[i % 4 + 1].a end
print(s)
local eq = 0
for i = 1, 300 do
  local key = ("ab"):sub(i % 2 + 1, i % 2 + 1)
  if key == "a" then
    eq = eq + 1
  elseif key ~= "b" then
    eq = -1
  end
end
print(eq)
local lt = 0
for i = 1, 299 do if tostring(i) < tostring(i + 1) then lt = lt + 1 end end
print(lt)
local buf = {}
for i = 1, 300 do buf[#buf + 1] = string.char(97 + i % 26) end
local joined = table.concat(buf)
print(#joined, joined:sub(1, 10), joined:sub(-10))
local freq = {}
for i = 1, #joined do local c = joined:sub(i, i) freq[c] = (freq[c] or 0) + 1 end
print(freq.a, freq.b, freq.z)
local acc = ""
for i = 1, 150 do acc = acc .. i % 10 if #acc > 40 then acc = acc:sub(20) end end
print(acc)
local num = 0
for i = 1, 300 do num = num + tonumber(i .. ".5") + ("0x" .. i % 10) end
print(num)
local bytes = 0
for i = 1, 300 do bytes = bytes + joined:byte(i) * (joined:byte(-i) - 96) end
print(bytes)
local fmt = {}
for i = 1, 300 do
  local f = string.format("%03d:%s", i, names[i % 4 + 1])
  if i % 75 == 0 then
    fmt[#fmt + 1] = f
  end
end
print(table.concat(fmt, " "))
local up = 0
for i = 1, 200 do up = up + #(names[i % 4 + 1]:upper():rep(i % 3)) end
print(up)
for i = 1, 200 do _G["global" .. i % 5] = i end
print(global0, global1, global4)
local absent = 0
for i = 1, 300 do if not t["none" .. i] and t["k" .. i] == i then absent = absent + 1 end end
print(absent)
