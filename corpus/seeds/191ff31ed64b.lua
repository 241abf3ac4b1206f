-- Hot loops at several stack depths, frames with many slots, and calls near growth of the stack.
local function at_depth(n, f)
  if n == 0 then
    return f()
  end
  local r = at_depth(n - 1, f)
  return r
end
local function hot() local s = 0 for i = 1, 100 do s = s + i * 2 end return s end
for _, d in ipairs({ 0, 1, 5, 50, 150, 1000, 5000 }) do io.write(at_depth(d, hot), " ") end
print()
local function wide(a, b, c, d, e, f, g, h)
  local i, j, k, l, m, n, o, p = h, g, f, e, d, c, b, a
  return i + j + k + l + m + n + o + p, a, h
end
local s = 0
for i = 1, 300 do local x, y, z = wide(i, 2, 3, 4, 5, 6, 7, 8) s = s + x + y + z end
print(s)
local function many(n) local t = {} for i = 1, n do t[i] = i end return unpack(t) end
s = 0
for i = 1, 200 do s = s + select("#", many(i % 100)) + (select(1, many(i % 50 + 1))) end
print(s)
local function pass(n, ...)
  if n == 0 then
    return select("#", ...), ...
  end
  return pass(n - 1, n, ...)
end
print((pass(100)), (pass(200)), select(3, pass(5)))
local function rec_sum(n)
  if n == 0 then
    return 0
  end
  local a, b, c = n, n * 2, n * 3
  local r = rec_sum(n - 1)
  return r + a + b - c + 1
end
print(rec_sum(10), rec_sum(1000), rec_sum(8000))
local function up_chain(n)
  local v = n
  local f = n > 0 and up_chain(n - 1) or function()
    return 0
  end
  return function()
    v = v + 1
    return v + f()
  end
end
local chain = up_chain(100)
print(chain(), chain(), chain())
local function mutual(n, acc)
  if n <= 0 then
    return acc
  end
  local function inner(k)
    return mutual(k - 1, acc + k)
  end
  return inner(n)
end
print(mutual(300, 0))
local co = coroutine.wrap(function()
  return at_depth(1000, function()
    coroutine.yield(hot())
    return hot() + 1
  end)
end)
print(co(), co())
local function pdeep(n)
  if n == 0 then
    error("bottom", 0)
  end
  local ok, e = pcall(pdeep, n - 1) error(e .. ".", 0)
end
print(pcall(pdeep, 50))
local t = setmetatable({}, { __index = function(t, k)
  if k == 0 then
    return 0
  end
  return t[k - 1] + 1
end })
print(t[10], t[100])
local objs = nil
for i = 1, 2000 do objs = { objs } end
local depth = 0
while objs do objs = objs[1] depth = depth + 1 end
print(depth)
local function tailed(n, ...)
  if n == 0 then
    return select("#", ...)
  end
  return tailed(n - 1, ...)
end
print(tailed(20000, 1, 2, 3), tailed(10, many(200)))
local calls = 0
local function tree(d) calls = calls + 1 if d > 0 then tree(d - 1) tree(d - 1) end end
tree(11)
print(calls)
