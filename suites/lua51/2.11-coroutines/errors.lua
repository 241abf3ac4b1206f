-- Errors inside coroutines: messages, dead states, pcall inside and rethrow outside.
local function co(f) return coroutine.create(f) end
local c = co(function() error("message") end)
print(coroutine.resume(c))
print(coroutine.status(c), coroutine.resume(c))
c = co(function() local x = nil; x.field = 1 end)
print(coroutine.resume(c))
c = co(function() coroutine.yield("alive") error({ 1, 2, 3 }) end)
print(coroutine.resume(c))
local ok, v = coroutine.resume(c)
print(ok, type(v), #v, coroutine.status(c))
c = co(function()
  local ok, e = pcall(error, "inside", 0)
  coroutine.yield(ok, e)
  local ok2, e2 = pcall(function() error("again", 0) end)
  coroutine.yield(ok2, e2)
  error("finally", 0)
end)
for _ = 1, 4 do print(coroutine.resume(c)) end
-- An error in a nested coroutine reaches only its resumer.
c = co(function()
  local inner = co(function() error("inner only", 0) end)
  print("inner", coroutine.resume(inner))
  return "outer lives"
end)
print(coroutine.resume(c))
c = co(function()
  local inner = coroutine.wrap(function() error("through wrap", 0) end)
  inner()
  return "not reached"
end)
print(coroutine.resume(c))
print(coroutine.resume(co(function()
  return coroutine.wrap(function()
    error("position")
  end)()
end)))
print(coroutine.resume(co(function() error() end)))
print(coroutine.resume(co(function() error("level two", 2) end)))
print(coroutine.resume(co(function() assert(false) end)))
print(coroutine.resume(co(function() return 1 + {} end)))
print(coroutine.resume(co(function() return pcall(coroutine.resume, co(function() error("x",
  0) end)) end)))
print(coroutine.resume(coroutine.create(function() undefined_function() end)))
local alive = {}
for i = 1, 5 do
  local t = co(function() coroutine.yield() if i % 2 == 0 then error("even " .. i,
    0) end return i end)
  coroutine.resume(t)
  alive[i] = tostring(select(2, coroutine.resume(t)))
end
print(table.concat(alive, " "))
