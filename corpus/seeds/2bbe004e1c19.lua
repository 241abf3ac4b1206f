-- coroutine.wrap as iterators and generators; errors through wrap.
local function range(n)
  return coroutine.wrap(function() for i = 1, n do coroutine.yield(i, i * i) end end)
end
for i, sq in range(4) do io.write(i, ":", sq, " ") end
print()
local function tree(t) if t then tree(t[1]) coroutine.yield(t.v) tree(t[2]) end end
local root = { { { v = 1 }, { v = 3 }, v = 2 }, { { v = 5 }, nil, v = 6 }, v = 4 }
for v in coroutine.wrap(function() tree(root) end) do io.write(v, " ") end
print()
local gen = coroutine.wrap(function(a)
  while a do a = coroutine.yield(a * 2) end
  return "finished"
end)
print(gen(1), gen(5), gen(7), gen(nil))
print(pcall(gen))
local failing = coroutine.wrap(function() coroutine.yield(1) error("wrapped failure") end)
print(failing())
print(pcall(failing))
print(pcall(failing))
local ok, value = pcall(coroutine.wrap(function() error({ code = 5 }) end))
print(ok, type(value), value.code)
print(pcall(coroutine.wrap, 5))
local function zip(...)
  local gens = { ... }
  return coroutine.wrap(function()
    while true do
      local row = {}
      for i, g in ipairs(gens) do
        local v = g()
        if v == nil then return end
        row[i] = v
      end
      coroutine.yield(unpack(row))
    end
  end)
end
for a, b, c in zip(range(3), range(5), range(4)) do io.write(a, b, c, " ") end
print()
local function filter(p, g)
  return coroutine.wrap(function() for v in g do if p(v) then coroutine.yield(v) end end end)
end
local function map(f, g)
  return coroutine.wrap(function() for v in g do coroutine.yield(f(v)) end end)
end
local odd = function(x) return x % 2 == 1 end
local twice = function(x) return x * 2 end
for v in map(twice, filter(odd, range(9))) do io.write(v, " ") end
print()
local fib = coroutine.wrap(function()
  local a, b = 0, 1
  while true do coroutine.yield(a) a, b = b, a + b end
end)
for _ = 1, 15 do io.write(fib(), " ") end
print()
print(select("#", coroutine.wrap(function() return end)()),
  (coroutine.wrap(function(...) return ... end)(1, 2)))
