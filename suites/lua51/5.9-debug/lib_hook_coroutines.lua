-- Hooks belong to coroutines: a new one inherits the mask, but not the function.
local function log(name)
  return function(event, line)
    local info = debug.getinfo(2, "Snl")
    print(name, event, line, info.what, info.name, info.currentline)
  end
end
local function body(a)
  local b = coroutine.yield(a + 1)
  local c = coroutine.yield(b + 1)
  return c
end
print(pcall(debug.sethook, coroutine.create(body), 1, "c"))

-- A hook on another coroutine only.
local co = coroutine.create(body)
debug.sethook(co, log("co"), "crl")
print(debug.gethook())
print(select("#", debug.gethook(co)), select(2, debug.gethook(co)))
print(coroutine.resume(co, 1))
print(coroutine.resume(co, 2))
print(coroutine.resume(co, 3))
print(coroutine.resume(co, 4))
print(coroutine.status(co), (select(2, debug.gethook(co))))

-- A hook on the main program only: coroutines made now inherit its mask.
local main = log("main")
debug.sethook(main, "crl", 1000)
co = coroutine.create(body)
coroutine.resume(co, 1)
local inner = coroutine.wrap(function(x)
  coroutine.yield(x)
  return 5
end)
inner(1)
inner()
debug.sethook()
local f, mask, count = debug.gethook(co)
print(f, mask, count)
print(debug.gethook() == nil)
print(coroutine.resume(co, 2))

-- A hook set between two resumes, taken away in the coroutine.
co = coroutine.create(function()
  coroutine.yield(1)
  local x = 1
  debug.sethook()
  x = 2
  coroutine.yield(2)
end)
coroutine.resume(co)
debug.sethook(co, log("late"), "crl")
print(coroutine.resume(co))
print(debug.gethook(co))
print(coroutine.resume(co))

-- A coroutine that sets its own hook and dies with it.
co = coroutine.create(function()
  debug.sethook(log("own"), "cr")
  error("oops")
end)
print(coroutine.resume(co))
print(select(2, debug.gethook(co)))

-- Hooks set and unset for the running coroutine by name.
co = coroutine.create(function()
  local me = coroutine.running()
  debug.sethook(me, log("self"), "l")
  local a = 1
  debug.sethook(me)
  a = 2
  return "done"
end)
print(coroutine.resume(co))

-- Resuming and yielding in a hook.
local generator = coroutine.wrap(function() for i = 1, 100 do coroutine.yield(i) end end)
local sum = 0
debug.sethook(function(event, line) sum = sum + generator() end, "l")
local a = 1
a = 2
a = 3
debug.sethook()
print(sum)
co = coroutine.create(function()
  debug.sethook(function() coroutine.yield("from hook") end, "l")
  local x = 1
  return x
end)
print(coroutine.resume(co))
debug.sethook()
print(debug.gethook())
