-- Loops over halves, thirds and tiny steps; counters compared with integers and with themselves.
local n, s = 0, 0
for x = 0, 1, 0.01 do n = n + 1 s = s + x end
print(n, ("%.10f"):format(s))
n = 0
for x = 1, 0, -1 / 3 do n = n + 1 if x == 0 then n = n + 100 end end
print(n)
local x = 1
n = 0
while x > 1e-30 do x = x / 3 n = n + 1 end
print(n, ("%.6g"):format(x))
x, n = 1, 0
while x < 1e30 do x = x * 1.5 + 0.5 n = n + 1 end
print(n, ("%.6g"):format(x))
local ints, fracs = 0, 0
for i = 1, 300 do local v = i / 4 if v == math.floor(v) then ints = ints + 1 else fracs = fracs + 1 end if v % 1 == 0.25 then ints = ints + 1000 end end
print(ints, fracs)
local keys = {}
for i = 1, 200 do keys[i / 2] = i end
n = 0
for i = 1, 100 do if keys[i] == i * 2 then n = n + 1 end if keys[i + 0.5] then n = n + 1000 end end
print(n, keys[0.5], keys[100.5], #keys)
for i = 1, 120 do local a, b = i * 0.1, i / 10 if a == b then n = n + 1 end if a < b or a > b then n = n + 10000 end end
print(n)
