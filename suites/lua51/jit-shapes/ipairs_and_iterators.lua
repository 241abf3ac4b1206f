-- Hot generic loops: ipairs, stateless and closure iterators, iterators that change.
local list = {}
for i = 1, 300 do list[i] = i * 2 end
local s = 0
for i, v in ipairs(list) do s = s + i * v end
print(s)
list[200] = nil
s = 0
for i, v in ipairs(list) do s = s + v end
print(s)
list[200] = false
s = 0
for i, v in ipairs(list) do s = s + (v and 1 or 1000) end
print(s)
local function upto(n, i) if i < n then return i + 1 end end
local c = 0
for i in upto, 500, 0 do c = c + i end
print(c)
local function counter(n)
  local i = 0
  return function()
    i = i + 1
    if i <= n then
      return i, n - i
    end
  end
end
for r = 1, 3 do c = 0 for a, b in counter(200) do c = c + a * b end io.write(c, " ") end
print()
local grow = { 1 }
for i, v in ipairs(grow) do if i < 300 then grow[i + 1] = v + i end end
print(#grow, grow[300])
local shrink = {}
for i = 1, 300 do shrink[i] = i end
local visits = 0
for i in ipairs(shrink) do shrink[301 - i] = nil visits = visits + 1 end
print(visits, #shrink)
local chars = 0
for ch in ("abc"):rep(100):gmatch(".") do chars = chars + ch:byte() end
print(chars)
local call = setmetatable({ n = 0 }, { __call = function(self, max, i)
  i = (i or 0) + 2
  if i <= max then
    return i
  end
end })
c = 0
for i in call, 400 do c = c + i end
print(c)
local function evens(t)
  return function(t, i)
    i = i + 2
    if t[i] then
      return i, t[i]
    end
  end, t, 0
end
list[200] = 400
c = 0
for i, v in evens(list) do c = c + v end
print(c)
local co = coroutine.wrap(function() for i = 1, 200 do coroutine.yield(i, -i) end end)
c = 0
for a, b in co do c = c + a * 2 + b end
print(c)
local ended = 0
for i in counter(300) do if i == 250 then ended = i break end end
print(ended)
local multi = 0
local function six(_, i) if i < 100 then return i + 1, 1, 2, 3, 4, 5 end end
for a, b, c2, d, e, f, g in six, nil, 0 do multi = multi + a + b + c2 + d + e + f + (g or 1) end
print(multi)
local rows = {}
for r = 1, 20 do rows[r] = {} for k = 1, r do rows[r][k] = k end end
c = 0
for _, row in ipairs(rows) do for _, v in ipairs(row) do c = c + v end end
print(c)
