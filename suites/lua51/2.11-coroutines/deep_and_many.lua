-- Many coroutines at once, deep stacks inside one, and yields from deep calls.
local function deep(n)
  if n == 0 then
    return coroutine.yield("bottom")
  end
  return 1 + deep(n - 1)
end
local co = coroutine.create(deep)
print(coroutine.resume(co, 1000))
print(coroutine.resume(co, 5))
local many = {}
for i = 1, 200 do
  many[i] = coroutine.create(function(x)
    local sum = x
    for _ = 1, 3 do sum = sum + coroutine.yield(sum) end
    return sum
  end)
end
local total = 0
for round = 1, 4 do
  for i = 1, 200 do
    local ok, v = coroutine.resume(many[i], i)
    total = total + v
  end
end
print(total, coroutine.status(many[1]), coroutine.status(many[200]))
-- Coroutines inside coroutines.
local function nest(n)
  if n == 0 then return "center" end
  local ok, v = coroutine.resume(coroutine.create(nest), n - 1)
  return v .. n
end
print(nest(30))
local function passing(n)
  return coroutine.wrap(function(...)
    if n == 0 then return coroutine.yield(...) end
    local inner = passing(n - 1)
    local a = inner(...)
    return inner(coroutine.yield(a .. n))
  end)
end
local p = passing(5)
print(p("x"), p("y"))
-- Frames with varargs and upvalues across yields.
local function va(...)
  local n = select("#", ...)
  local a, b = coroutine.yield(n, ...)
  return n, a, b, ...
end
local w = coroutine.wrap(va)
print(w(1, nil, 3, nil))
print(w("a", "b"))
local shared = 0
local workers = {}
for i = 1, 3 do
  workers[i] = coroutine.wrap(function()
    while true do shared = shared * 2 + i coroutine.yield(shared) end
  end)
end
for turn = 1, 6 do io.write(workers[turn % 3 + 1](), " ") end
print(shared)
local queue = {}
local producer = coroutine.wrap(function() for i = 1,
  5 do queue[#queue + 1] = i coroutine.yield(#queue) end end)
while #queue < 5 do producer() end
print(table.concat(queue, ","))
local function loop(k)
  if k == 0 then return coroutine.yield("end") end
  return loop(k - 1)
end
local tail = coroutine.wrap(function(n) return loop(n) end)
print(tail(10000), tail("out"))
