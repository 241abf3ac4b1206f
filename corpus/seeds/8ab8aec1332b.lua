-- Nested hot loops: triangular bounds, outer breaks, loops that start late or seldom.
local count = 0
for i = 1, 60 do for j = i, 60 do count = count + (i * j) % 3 end end
print(count)
local n = 0
for i = 1, 20 do
  for j = 1, 20 do
    for k = 1, 20 do
      if (i + j + k) % 5 == 0 then
        n = n + 1
      end
    end
  end
end
print(n)
local size = 12
local a, b, c = {}, {}, {}
for i = 1, size do
  a[i], b[i], c[i] = {}, {}, {}
  for j = 1, size do a[i][j], b[i][j] = i + j, i - j end
end
for i = 1, size do
  local ai, ci = a[i], c[i]
  for j = 1, size do
    local s = 0
    for k = 1, size do s = s + ai[k] * b[k][j] end
    ci[j] = s
  end
end
print(c[1][1], c[size][size], c[3][7], c[7][3])
local found
for i = 1, 100 do
  for j = 1, 100 do
    if i * j == 91 * 37 then found = i .. "x" .. j break end
  end
  if found then break end
end
print(found)
-- The inner loop runs zero times at first, then many.
local late = 0
for i = 1, 200 do for j = 100, i do late = late + 1 end end
print(late)
-- An inner loop whose step changes sign with the outer turn.
local zigzag = 0
for i = 1, 100 do
  local first, last, step = 1, 9, 2
  if i % 2 == 0 then first, last, step = 9, 1, -2 end
  for j = first, last, step do zigzag = (zigzag * 3 + j) % 10007 end
end
print(zigzag)
local s = {}
for i = 1, 30 do
  local j = 0
  while j < i do
    j = j + 1
    repeat j = j + 1 until j % 3 == 0
  end
  s[i] = j
end
print(table.concat(s, " "))
local primes = {}
for i = 2, 500 do
  local prime = true
  for _, p in ipairs(primes) do
    if p * p > i then break end
    if i % p == 0 then prime = false break end
  end
  if prime then primes[#primes + 1] = i end
end
print(#primes, primes[#primes])
