-- math.random: ranges, determinism after a seed, argument errors; no values are printed.
math.randomseed(42)
local a = {}
for i = 1, 20 do a[i] = math.random() end
math.randomseed(42)
local same = true
for i = 1, 20 do if math.random() ~= a[i] then same = false end end
print(same)
local ok = true
for i = 1, 500 do
  local r = math.random()
  if r < 0 or r >= 1 then ok = false end
  local k = math.random(6)
  if k < 1 or k > 6 or k ~= math.floor(k) then ok = false end
  local m = math.random(-3, 3)
  if m < -3 or m > 3 or m ~= math.floor(m) then ok = false end
end
print(ok)
print(math.random(1), math.random(5, 5), math.random(-2, -2), math.random(1, 1))
print(pcall(math.random, 0))
print(pcall(math.random, -5))
print(pcall(math.random, 2, 1))
print(pcall(math.random, 1, 2, 3))
print(pcall(math.random, "x"))
print(pcall(math.random, {}))
print(pcall(math.randomseed))
print(pcall(math.randomseed, "x"))
print(select("#", math.randomseed(1)), select("#", math.random()))
local counts = { 0, 0, 0, 0 }
for i = 1, 2000 do local k = math.random(4) counts[k] = counts[k] + 1 end
local fair = true
for k = 1, 4 do if counts[k] < 350 or counts[k] > 650 then fair = false end end
print(fair, counts[1] + counts[2] + counts[3] + counts[4])
local shuffled = {}
for i = 1, 50 do shuffled[i] = i end
for i = 50, 2, -1 do local j = math.random(i) shuffled[i], shuffled[j] = shuffled[j],
  shuffled[i] end
local seen, sum = {}, 0
for i = 1,
  50 do if not seen[shuffled[i]] then seen[shuffled[i]] = true sum = sum + shuffled[i] end end
print(sum)
math.randomseed(1)
local x = math.random(1000000)
math.randomseed(2)
local y = math.random(1000000)
math.randomseed(1)
print(x == math.random(1000000), x ~= y, math.random("10") <= 10, math.random(1.9) == 1)
local names = {}
for k in pairs(math) do names[#names + 1] = k end
table.sort(names)
print(table.concat(names, " "))
