-- After an error a coroutine is dead, and debug.traceback still shows its stack.
local function inner() error("broken") end
local function outer() inner() return 1 end
local co = coroutine.create(outer)
print(coroutine.resume(co))
print(debug.traceback(co))
print(debug.traceback(co, "message"))
print(debug.traceback(co, "from level 1", 1))
local waiting = coroutine.create(function() local function f() coroutine.yield() return 1 end f() return 2 end)
print(debug.traceback(waiting))
coroutine.resume(waiting)
print(debug.traceback(waiting))
coroutine.resume(waiting)
print(debug.traceback(waiting))
print(coroutine.status(waiting), coroutine.resume(waiting))
