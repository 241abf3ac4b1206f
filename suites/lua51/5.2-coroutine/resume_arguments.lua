-- coroutine.resume: results of every kind of end.
local function show(...) return select("#", ...) .. ":" .. table.concat({ ... } and (function(...)
  local r = {}
  for i = 1, select("#", ...) do r[i] = tostring((select(i, ...))) end
  return r
end)(...), ",") end
print(show(coroutine.resume(coroutine.create(function() end))))
print(show(coroutine.resume(coroutine.create(function(...) return ... end), 1, nil, 3)))
print(show(coroutine.resume(coroutine.create(function() coroutine.yield() end))))
print(show(coroutine.resume(coroutine.create(function() error("e", 0) end))))
print(show(coroutine.resume(coroutine.create(function() error() end))))
print(show(coroutine.resume(coroutine.create(function() return unpack({}, 1, 100) end))))
local dead = coroutine.create(function() end)
coroutine.resume(dead)
print(show(coroutine.resume(dead)), show(coroutine.resume(dead, 1)))
local co
co = coroutine.create(function() return coroutine.resume(co) end)
print(show(coroutine.resume(co)))
co = coroutine.wrap(function() return pcall(co) end)
print(show(co()))
local a, b
a = coroutine.create(function() return coroutine.resume(b) end)
b = coroutine.create(function() return coroutine.resume(a) end)
print(show(coroutine.resume(a)))
