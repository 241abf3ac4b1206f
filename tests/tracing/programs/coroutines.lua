--- hot loops that resume
local function gen(n) for i = 1, n do coroutine.yield(i) end end
local s = 0
for r = 1, 20 do
  local co = coroutine.create(gen)
  while true do
    local ok, v = coroutine.resume(co, 30)
    if not v then break end
    s = s + v
  end
end
for r = 1, 20 do
  for v in coroutine.wrap(function() for i = 1, 40 do coroutine.yield(i * r) end end) do
    s = s + v
  end
end
print(s)
--- hot loops that yield, from inlined functions too
local function y(v) return coroutine.yield(v) end
local co = coroutine.wrap(function(a)
  local t = 0
  for i = 1, 200 do t = t + y(t + i) * a end
  return "end", t
end)
local v = co(2)
for i = 1, 199 do v = co(i % 5) end
print(v)
print(co(1))
print(pcall(co))
--- five coroutines share their fragments
local function worker(k)
  local x = 0
  local function add(n) x = x + n end
  for i = 1, 30 do
    for j = 1, 10 do add(j * k) end
    coroutine.yield(x)
  end
  return x
end
local cs, out = {}, {}
for i = 1, 5 do cs[i] = coroutine.create(worker) end
for r = 1, 31 do
  for i = 1, 5 do
    local ok, value = coroutine.resume(cs[i], i)
    out[i] = value
  end
end
print(table.concat(out, " "), coroutine.status(cs[1]))
--- errors end coroutines
local errors = 0
for i = 1, 100 do
  local co = coroutine.create(function(a)
    local z = 0
    for k = 1, a do
      z = z + k
      if k == 50 then error("at " .. k) end
    end
    return z
  end)
  local ok, e = coroutine.resume(co, i)
  if not ok then
    errors = errors + 1
    if i % 17 == 0 then print(e, coroutine.status(co)) end
  end
end
print(errors)
local bad = 0
for i = 1, 80 do
  local w = coroutine.wrap(function() error({ i }) end)
  local ok, e = pcall(w)
  bad = bad + e[1]
end
print(bad)
--- a yield from deep recursion
local function rec(n)
  if n == 0 then return coroutine.yield("bottom") end
  return 1 + rec(n - 1)
end
local t = 0
for i = 1, 60 do
  local c = coroutine.wrap(rec)
  c(i)
  t = t + c(i)
end
print(t)
--- yields where PUC cannot
print(coroutine.resume(coroutine.create(function()
  for i = 1, 50 do
    local ok, e = pcall(coroutine.yield, 1)
    if i == 50 then return ok, e end
  end
end)))
local mt = setmetatable({}, { __index = function(t, k) return coroutine.yield(k) end })
print(coroutine.resume(coroutine.create(function()
  local s = 0
  for i = 1, 50 do
    local ok, e = pcall(function() return mt[i] end)
    s = s + #e
    if i == 50 then return s, e end
  end
end)))
print(coroutine.resume(coroutine.create(function()
  local s = 0
  for i = 1, 50 do s = s + (rawget(mt, i) or 1) end
  return mt[1]
end)))
--- resume of the wrong thing
local s = 0
for i = 1, 60 do
  local co = coroutine.create(function() return i end)
  coroutine.resume(co)
  local ok, e = coroutine.resume(co)
  s = s + #e
end
local co
co = coroutine.create(function()
  local s = 0
  for i = 1, 60 do
    local ok, e = coroutine.resume(co)
    s = s + #e
  end
  return s
end)
print(s, coroutine.resume(co))
--- built-in iterators that cannot be asked twice
local n, words = 0, {}
for i = 1, 30 do
  for a, b in string.gmatch("k1=v1, k2=v2 ,k3=v3", "(%w+)=(%w+)") do
    n = n + #a + #b
    words[a] = (words[a] or 0) + i
  end
end
print(n, words.k1, words.k3)
local function upto(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i, n - i) end end) end
local s = 0
for i = 1, 25 do
  for a, b in upto(i % 7) do s = s * 1.5 + a + b s = s % 1001 end
end
print(s)
local function finder(x) for w in ("a b c d"):gmatch("%a") do if w == x then return w .. "!" end end end
for i = 1, 20 do s = s .. (finder(({"a", "c", "e"})[i % 3 + 1]) or "-") end
print(s)
--- an iterator that fails
local function failing() local n = 0 return coroutine.wrap(function()
  while true do n = n + 1 if n == 30 then error("tired") end coroutine.yield(n) end end) end
local s = 0
for i in failing() do if i == 25 then break end s = s + i end
print(pcall(function() for i in failing() do s = s + i end end))
print(s)
