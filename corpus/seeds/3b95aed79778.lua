-- Numeric strings coerced inside hot loops.
local s = 0
for i = 1, 300 do s = s + tostring(i) end
print(s)
s = 0
for i = 1, 300 do s = s + (i % 10 == 0 and "0x10" or i % 7 == 0 and " 7 " or i) end
print(s)
s = "0"
for i = 1, 300 do s = s + "1" end
print(s, type(s))
local cat = 0
for i = 1, 200 do cat = (cat % 100) .. i % 10 end
print(cat, type(cat))
local neg = 0
for i = 1, 200 do neg = neg - -("-" .. i) end
print(neg)
local p = 0
for i = 1, 200 do p = p + ("2" ^ (i % 5 .. "")) + (i .. "") % "7" + (i .. "") / "2" + "3" * i end
print(p)
local list = {}
for i = 1, 100 do list[i] = i % 3 == 0 and tostring(i) or i end
local sum, eq, lt = 0, 0, 0
for i = 1, 100 do
  sum = sum + list[i]
  if list[i] == i then eq = eq + 1 end
  local ok, r = pcall(function() return list[i] < 50 end)
  if ok and r then lt = lt + 1 elseif not ok then lt = lt + 1000 end
end
print(sum, eq, lt)
local bad = 0
for i = 1, 300 do
  local v = i == 250 and "x" or tostring(i)
  local ok, r = pcall(function() return v * 2 end)
  if ok then bad = bad + r else print(r) end
end
print(bad)
local keyed = {}
for i = 1, 100 do keyed[i] = "n" keyed[tostring(i)] = "s" end
local ns = 0
for i = 1, 100 do if keyed[i] == "n" and keyed[i .. ""] == "s" then ns = ns + 1 end end
print(ns, #keyed)
local fl = 0
for i = 1, 200 do fl = fl + (i .. ".25") + ("." .. i) + ("1e" .. i % 3) end
print(string.format("%.10f", fl))
local total = 0
for i = "1", "200" do total = total + i end
for i = "200", 1, "-3" do total = total + i end
print(total)
local m = 0
for i = 1, 200 do
  m = m + math.floor(i .. ".9") + math.max("5", i) + ("x"):rep(i % 3 .. ""):len()
end
print(m)
