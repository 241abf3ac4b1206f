-- State after errors leave hot frames: open upvalues, half-built tables, counters, coroutines.
local captured = {}
local function work(n)
  local a, b = 0, "start"
  captured[1] = function() return a, b end
  captured[2] = function(x) a = x end
  for i = 1, n do
    a = a + i
    b = "at " .. i
    if i == 150 then error({ i = i }) end
  end
  return a
end
print(pcall(work, 100)) print(captured[1]()) captured[2](5) print(captured[1]())
print(select(2, pcall(work, 200)).i) print(captured[1]()) captured[2]("changed")
print(captured[1]())
local partial
local function build(n)
  partial = {}
  for i = 1, n do
    partial[i] = i * i
    if i == 120 then
      partial.x.y = 1
    end
  end
end
print(pcall(build, 200)) print(#partial, partial[120], partial[121])
local count = 0
local function counted(i)
  count = count + 1
  if i % 3 == 0 then
    error(i, 0)
  end
  count = count + 10
end
for i = 1, 200 do pcall(counted, i) end
print(count)
local depth = 0
local function rec(n)
  depth = depth + 1
  local t = { n }
  if n == 0 then
    error(t)
  end
  rec(n - 1) depth = depth - 1
  return t
end
for i = 1, 50 do
  depth = 0
  local ok, e = pcall(rec, i) assert(not ok and e[1] == 0 and depth == i + 1)
end
print(depth)
local co_state = {}
for i = 1, 60 do
  local local_value = i
  local co = coroutine.create(function()
    for k = 1, 10 do
      local_value = local_value + k
      if k == i % 12 then
        error("k" .. k, 0)
      end
      coroutine.yield()
    end
    return "done"
  end)
  local last
  while coroutine.status(co) ~= "dead" do
    local ok, e = coroutine.resume(co) last = tostring(ok) .. tostring(e)
  end
  co_state[last] = (co_state[last] or 0) + local_value
end
print(co_state.falsek1, co_state.falsek10, co_state.truedone)
local order = {}
local function try(f, ...)
  local r = { pcall(f, ...) } order[#order + 1] = r[1] and "ok" or "fail"
  return unpack(r, 2)
end
for i = 1, 12 do
  try(function(x)
    if x % 4 == 0 then
      try(error, "inner") error("outer")
    end
    return x
  end, i)
end
print(table.concat(order, " "))
local s = 0
for i = 1, 300 do
  local x, y = i, i * 2
  local ok, e = pcall(function() x = x + 1 if i % 2 == 0 then error() end y = y + 1 end)
  s = s + x * 3 + y + (ok and 1 or 0)
end
print(s)
local iter_errors = 0
for r = 1, 50 do
  local ok = pcall(function()
    for k, v in (function()
      local i = 0
      return function()
        i = i + 1
        if i > r then
          error("end")
        end
        return i, i
      end
    end)() do
      s = s + v
    end
  end)
  if not ok then iter_errors = iter_errors + 1 end
end
print(iter_errors, s)
