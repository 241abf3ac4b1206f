-- Loops left in the middle and started again: iterators, coroutines and closures abandoned.
local t = {}
for i = 1, 100 do t[i] = i t["k" .. i] = i end
local s = 0
for r = 1, 50 do for k, v in pairs(t) do s = s + v if v == r then break end end end
print(s)
s = 0
for r = 1, 60 do for i, v in ipairs(t) do if v > r then s = s + i break end end end
print(s)
local made, ended = 0, 0
local function gen(n)
  made = made + 1
  return coroutine.wrap(function()
    for i = 1, n do
      coroutine.yield(i)
    end
    ended = ended + 1
  end)
end
for r = 1, 60 do for v in gen(r) do if v == 30 then break end end end
print(made, ended)
local function find(list, p) for i, v in ipairs(list) do if p(v) then return i, v end end end
s = 0
for r = 1, 99 do local i, v = find(t, function(x) return x * x > r * r end) s = s + i + v end
print(s, find(t, function(x) return x > 1000 end))
local text = ("word "):rep(50)
s = 0
for r = 1, 40 do
  local n = 0
  for w in text:gmatch("%a+") do
    n = n + 1
    if n == r then
      break
    end
  end
  s = s + n
end
print(s)
local function range(n) local i = 0 return function() i = i + 1 if i <= n then return i end end end
local it = range(300)
for v in it do if v == 100 then break end end
for v in it do if v == 200 then break end end
s = 0
for v in it do s = s + 1 end
print(s, it())
local k, v
for r = 1, 70 do k, v = next(t, k) end
print(type(k), v ~= nil)
local nested = 0
for a in range(20) do
  for b in range(20) do
    if a * b == 84 then
      nested = nested + a
      break
    end
    if b > a then
      break
    end
  end
end
print(nested)
local ok, n = 0, 0
for r = 1, 60 do
  local good = pcall(function()
    for i, x in ipairs(t) do
      n = n + 1
      if i == r then
        error("leave")
      end
    end
  end)
  if not good then
    ok = ok + 1
  end
end
print(ok, n)
local function early(n)
  for i = 1, n do
    for j = 1, n do
      for l = 1, n do
        if i * j * l == 210 then
          return i, j, l
        end
      end
    end
  end
end
print(early(5)) print(early(20)) print(early(8))
local r = {}
for i = 1, 10 do
  local first
  for x in range(i) do
    first = first or x * 10
    if x == 3 then
      break
    end
  end
  r[i] = first
end
print(table.concat(r, " "))
