-- The length of strings and of tables with and without holes, after growth and removal.
print(#"", #"a", #"\0\0", #("x"):rep(1000), #[[
x]], #"\n")
local t = {}
print(#t, #{ 1 }, #{ 1, 2 }, #{ nil }, #{ nil, 2 }, #{ 1, nil, 3 }, #{ 1, nil }, #{ n = 1 }, #{ [1] = 1, [2] = 2 }, #{ [2] = 2 })
for i = 1, 20 do t[i] = i end
print(#t)
t[20] = nil
print(#t)
t[10] = nil
print(#t)
t[21] = 1
print(#t)
for i = 19, 1, -1 do t[i] = nil end
print(#t)
local h = {}
for i = 20, 1, -1 do h[i] = i end
print(#h)
for i = 1, 20 do h[i] = nil end
print(#h)
local k = { 1, 2, 3 }
k[#k + 1], k[#k + 2] = 4, 5
print(#k)
k[#k] = nil
k[#k] = nil
print(#k, k[#k])
local m = { n = 1, 10, 20, x = 2, 30 }
m[5] = 50
print(#m)
m[4] = 40
print(#m, m[#m])
for n = 0, 40 do
  local a = {}
  for i = 1, n do a[i] = true end
  assert(#a == n)
end
