-- Nested loops that leave at different depths, with bounds that change in between.
local hits = 0
for i = 1, 30 do
  for j = 1, i do
    if j * j > i then break end
    for k = j, i, j do
      if k % 3 == 0 then hits = hits + 1 end
      if k > 20 then break end
    end
  end
end
print(hits)
local function find(m, v)
  for y = 1, #m do
    for x = 1, #m[y] do
      if m[y][x] == v then return x, y end
    end
  end
end
local m = {}
for y = 1, 20 do
  m[y] = {}
  for x = 1, y do m[y][x] = x * y end
end
print(find(m, 60), find(m, 400), find(m, 401), find(m, 1))
local primes = {}
for n = 2, 300 do
  local is = true
  for _, p in ipairs(primes) do
    if p * p > n then break end
    if n % p == 0 then is = false break end
  end
  if is then primes[#primes + 1] = n end
end
print(#primes, primes[#primes])
local s = 0
for i = 1, 10 do
  for j = 10, i, -1 do
    for k = i, j, 2 do s = s + i * j - k end
  end
end
print(s)
