-- Strings that nobody holds are freed; equal strings made later are equal.
collectgarbage()
local before = collectgarbage("count")
for i = 1, 200 do local s = ("garbage"):rep(100) .. i end
collectgarbage()
print(collectgarbage("count") - before < 100)
local t = {}
for i = 1, 100 do t["key" .. i] = i end
collectgarbage()
local sum = 0
for i = 1, 100 do sum = sum + t["key" .. i] end
print(sum)
local a = ("ab"):rep(50)
collectgarbage()
local b = ("ab"):rep(50)
print(a == b, t["k" .. "ey1"])
local parts = {}
for i = 1, 300 do
  parts[i] = i % 7 .. "x"
  if i % 50 == 0 then collectgarbage() end
end
print(#table.concat(parts), parts[1] == parts[8], parts[1] == parts[2])
