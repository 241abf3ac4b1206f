-- Closures over locals of repeat bodies, with and without use in the condition.
local list = {}
local i = 0
repeat
  local v = i
  list[#list + 1] = function(d) v = v + (d or 0) return v end
  i = i + 1
until v >= 4
print(#list, list[1](10), list[1](), list[5](), list[2]())
local n = 0
repeat
  local up = n
  local f = function() return up end
  n = n + 1
  if n == 2 then list.kept = f end
until f() == 3
print(n, list.kept())
n = 0
repeat
  local stop = false
  local set = function(v) stop = v end
  n = n + 1
  if n == 3 then set(true) end
until stop
print(n)
n = 0
repeat
  n = n + 1
  local x = n * n
  if x > 50 then break end
  local g = function() return x end
  list[n] = g
until false
print(n, list[1](), list[7](), list[8])
local outer = 0
repeat
  outer = outer + 1
  local inner = 0
  local last
  repeat
    inner = inner + 1
    local both = outer * 10 + inner
    last = function() both = both + 100 return both end
  until inner == outer
  list["f" .. outer] = last
until last() > 130
print(outer, list.f1(), list.f2(), list["f" .. outer]())
local function early()
  local k = 0
  repeat
    local captured = k
    local f = function() return captured end
    if k == 5 then return f, k end
    k = k + 1
  until k > 10
end
local f, k = early()
print(f(), k)
while true do
  local a = "while"
  list.w = function() return a end
  do break end
end
print(list.w())
local fs = {}
for j = 1, 3 do
  repeat
    local y = j
    fs[j] = function() y = y + j return y end
    if j == 2 then break end
    y = y + 100
  until true
end
print(fs[1](), fs[2](), fs[3](), fs[2]())
