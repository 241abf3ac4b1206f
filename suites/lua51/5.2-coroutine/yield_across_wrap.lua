-- yield passes only to the thread that resumed: wraps in wraps, iterators inside coroutines.
local function inner() coroutine.yield("i1") coroutine.yield("i2") return "i3" end
local outer = coroutine.wrap(function()
  local w = coroutine.wrap(inner)
  coroutine.yield("o1:" .. w())
  coroutine.yield("o2:" .. w())
  coroutine.yield("o3:" .. w())
  return "end"
end)
print(outer(), outer(), outer(), outer())
local gen = coroutine.wrap(function()
  for k in pairs({ 1, 2, 3 }) do
    for c in ("ab"):gmatch(".") do coroutine.yield(k .. c) end
  end
end)
for v in gen do io.write(v, " ") end
print()
local collatz = function(n) return coroutine.wrap(function() while n ~= 1 do coroutine.yield(n) n = n % 2 == 0 and n / 2 or 3 * n + 1 end coroutine.yield(1) end) end
for _, s in ipairs({ 6, 7, 1 }) do
  for v in collatz(s) do io.write(v, " ") end
  print()
end
local zip = function(a, b) return coroutine.wrap(function() while true do local x, y = a(), b() if not x then return end coroutine.yield(x, y) end end) end
for a, b in zip(collatz(6), collatz(27)) do io.write(a, "/", b, " ") end
print()
