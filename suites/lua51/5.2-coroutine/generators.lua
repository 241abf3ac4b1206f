-- Generators by coroutines: trees, combinations, merges, primes and state machines.
local function gen(f, ...) local args = { ... } return coroutine.wrap(function()
f(unpack(args)) end) end
local yield = coroutine.yield
local function collect(g)
  local r = {}
  for v in g do
    r[#r + 1] = tostring(v)
  end
  return table.concat(r, " ")
end
local function combinations(list, k, start, chosen)
  if k == 0 then yield(table.concat(chosen)) return end
  for i = start, #list - k + 1 do
    chosen[#chosen + 1] = list[i]
    combinations(list, k - 1, i + 1, chosen)
    chosen[#chosen] = nil
  end
end
print(collect(gen(combinations, { "a", "b", "c", "d" }, 2, 1, {})))
print(collect(gen(combinations, { 1, 2, 3, 4, 5 }, 4, 1, {})))
local function powerset(list, n)
  if n == 0 then
    yield("{")
    return
  end
  for s in gen(powerset, list, n - 1) do
    yield(s) yield(s .. list[n])
  end
end
print(collect(gen(powerset, { "x", "y", "z" }, 3)))
local function range(a, b) for i = a, b do yield(i) end end
local function merge(g1, g2)
  local a, b = g1(), g2()
  while a or b do
    if a and (not b or a <= b) then yield(a) a = g1() else yield(b) b = g2() end
  end
end
local function scaled(k, n) for i = 1, n do yield(i * k) end end
print(collect(gen(merge, gen(scaled, 2, 5), gen(scaled, 3, 4))))
print(collect(gen(merge, gen(range, 1, 3), gen(range, 2, 6))))
local function primes(limit)
  for n = 2, limit do
    local p = true
    for d in gen(range, 2, math.floor(math.sqrt(n))) do
      if n % d == 0 then
        p = false
        break
      end
    end
    if p then
      yield(n)
    end
  end
end
print(collect(gen(primes, 60)))
local function inorder(t) if t then inorder(t.l) yield(t.v) inorder(t.r) end end
local function insert(t, v)
  if not t then
    return { v = v }
  end
  if v < t.v then
    t.l = insert(t.l, v)
  else
    t.r = insert(t.r, v)
  end
  return t
end
local tree
for _, v in ipairs({ 50, 20, 70, 10, 30, 60, 80, 25, 35 }) do tree = insert(tree, v) end
print(collect(gen(inorder, tree)))
local function hanoi(n, a, b, c)
  if n > 0 then
    hanoi(n - 1, a, c, b) yield(a .. b) hanoi(n - 1, c, b, a)
  end
end
print(collect(gen(hanoi, 3, "A", "B", "C")))
local machine = coroutine.wrap(function(input)
  local state, count = "idle", 0
  while true do
    if input == "go" then
      state = "running"
    elseif input == "stop" then
      state = "idle" count = count + 1
    elseif input == "end" then
      return "final", count
    end
    input = yield(state, count)
  end
end)
print(machine("go")) print(machine("x")) print(machine("stop")) print(machine("go"))
print(machine("stop")) print(machine("end"))
local function lines(text) for l in text:gmatch("[^\n]+") do yield(l) end end
local function numbered(g) local n = 0 for l in g do n = n + 1 yield(n .. ":" .. l) end end
print(collect(gen(numbered, gen(lines, "one\ntwo\n\nthree"))))
