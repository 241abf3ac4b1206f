-- Mathematical functions in hot loops over arguments of several kinds.
local s = 0
for i = 1, 200 do
  s = s + math.floor(i / 7) + math.ceil(i / 7) - math.abs(-i) + math.max(i, 50) - math.min(i, 50) + math.fmod(i, 7) + math.sqrt(i * i)
  if i == 100 then i = "101" s = s + math.floor(i) + math.abs(i) end
end
print(s)
local c = 0
for i = 1, 150 do
  local m, e = math.frexp(i)
  local ip, fp = math.modf(i / 4)
  c = c + e + ip - fp + math.ldexp(m, e) + math.pow(2, i % 8)
end
print(c)
local x = 0
for i = 1, 100 do x = x + math.sin(i) ^ 2 + math.cos(i) ^ 2 end
print(("%.9f"):format(x))
for i = 1, 120 do local ok = pcall(math.floor, i > 100 and {} or i) if not ok then x = x + 1 end end
print(("%.9f"):format(x))
math.randomseed(5)
local a = {}
for i = 1, 100 do a[i] = math.random(100) end
math.randomseed(5)
local same = true
for i = 1, 100 do same = same and a[i] == math.random(100) end
print(same)
