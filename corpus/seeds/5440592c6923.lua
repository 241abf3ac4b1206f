-- Hot recursion: one and two calls, mutual, through tables and with accumulators.
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
print(fib(18))
local function ack(m, n)
  if m == 0 then return n + 1 end
  if n == 0 then return ack(m - 1, 1) end
  return ack(m - 1, ack(m, n - 1))
end
print(ack(2, 20))
local function tak(x, y, z)
  if y >= x then
    return z
  end
  return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))
end
print(tak(10, 6, 2))
local moves = 0
local function hanoi(n, a, b, c)
  if n == 0 then return end
  hanoi(n - 1, a, c, b)
  moves = moves + 1
  hanoi(n - 1, c, b, a)
end
hanoi(10, "a", "b", "c")
print(moves)
local even, odd
function even(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return even(n - 1) end
print(even(1000), odd(1000), even(777))
local function sum(t)
  local s = 0
  for _, v in ipairs(t) do
    s = s + (type(v) == "table" and sum(v) or v)
  end
  return s
end
local function build(d) if d == 0 then return 1 end return { build(d - 1), d, build(d - 1) } end
print(sum(build(8)))
local function perms(list, n, out)
  if n == 1 then out[#out + 1] = table.concat(list) return out end
  for i = 1, n do
    perms(list, n - 1, out)
    local j = n % 2 == 0 and i or 1
    list[j], list[n] = list[n], list[j]
  end
  return out
end
local all = perms({ "a", "b", "c", "d", "e" }, 5, {})
print(#all, all[1], all[2], all[60], all[120])
local T = {}
function T.depth(t)
  local m = 0
  for k, v in pairs(t) do
    m = math.max(m, T.depth(v))
  end
  return m + 1
end
print(T.depth({ { {}, { {} } }, {}, { { { {} } } } }))
local memo = setmetatable({}, { __index = function(t, n)
  local v = n < 2 and n or t[n - 1] + t[n - 2] rawset(t, n, v)
  return v
end })
print(memo[60])
local function power(b, e)
  if e == 0 then
    return 1
  elseif e % 2 == 0 then
    local h = power(b, e / 2)
    return h * h
  end
  return b * power(b, e - 1)
end
local s = 0
for i = 1, 100 do s = s + power(3, i % 12) end
print(s)
local function count(n, ...)
  if n == 0 then
    return select("#", ...)
  end
  return count(n - 1, n, ...)
end
print(count(100))
