-- Library functions called in hot loops and replaced in the middle.
local s, calls = 0, 0
local floor, insert = math.floor, table.insert
for i = 1, 300 do
  s = s + math.floor(i / 3)
  if i == 150 then math.floor = function(x) calls = calls + 1 return floor(x) + 0.5 end end
end
math.floor = floor
print(s, calls)
local t = {}
for i = 1, 200 do
  table.insert(t, i)
  if i == 100 then table.insert = function(l, v) l[#l + 1] = -v end end
end
table.insert = insert
print(#t, t[100], t[101], t[200])
local rep = string.rep
local n = 0
for i = 1, 200 do
  n = n + #("x"):rep(i % 5)
  if i == 80 then string.rep = function() return "four" end end
  if i == 160 then string.rep = rep end
end
print(n)
local old = ipairs
local visited = 0
for i = 1, 60 do
  for _, v in ipairs({ 1, 2, 3 }) do visited = visited + v end
  if i == 30 then ipairs = function(l) return function(_, k) k = k + 1 if k <= 2 then return k, 10 end end, l, 0 end end
end
ipairs = old
print(visited)
local old_type, kinds = type, 0
for i = 1, 150 do
  if type(i) == "number" then kinds = kinds + 1 end
  if i == 100 then type = function() return "string" end end
end
type = old_type
print(kinds)
