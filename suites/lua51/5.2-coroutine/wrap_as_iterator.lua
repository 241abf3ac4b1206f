-- Functions made by coroutine.wrap in generic for, with state, early exit and several values.
local function range(a, b, s)
  return coroutine.wrap(function() for i = a, b, s or 1 do coroutine.yield(i) end end)
end
for i in range(1, 5) do io.write(i, " ") end
for i in range(5, 1, -2) do io.write(i, " ") end
for i in range(1, 0) do io.write("never") end
print()
local function pairs_sorted(t)
  return coroutine.wrap(function()
    local keys = {}
    for k in pairs(t) do keys[#keys + 1] = k end
    table.sort(keys)
    for _, k in ipairs(keys) do coroutine.yield(k, t[k]) end
  end)
end
for k, v in pairs_sorted({ b = 2, a = 1, c = 3 }) do io.write(k, "=", v, " ") end
print()
local it = range(1, 10)
for i in it do if i == 3 then break end end
print(it(), it())
local function fib() local a, b = 0, 1 while true do coroutine.yield(a) a, b = b, a + b end end
local n = 0
for f in coroutine.wrap(fib) do
  io.write(f, " ")
  n = n + 1
  if n == 20 then break end
end
print()
