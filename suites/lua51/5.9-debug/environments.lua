-- debug.getfenv and setfenv of functions, threads and userdata.
local env = { x = "in env" }
local function f() return x end
x = "global"
print(debug.getfenv(f) == _G, debug.setfenv(f, env) == f, f(), debug.getfenv(f) == env)
print(debug.getfenv(print) == _G, debug.getfenv(1), debug.getfenv({}), debug.getfenv("x"))
local co = coroutine.create(function() return getfenv(0).x, x end)
print(debug.getfenv(co) == _G, debug.setfenv(co, env) == co, debug.getfenv(co) == env)
print(coroutine.resume(co))
local u = newproxy()
print(type(debug.getfenv(u)), debug.setfenv(u, env) == u, debug.getfenv(u) == env)
print(pcall(debug.setfenv, {}, env))
print(pcall(debug.setfenv, 1, env))
print(pcall(debug.setfenv, f))
print(pcall(debug.setfenv, f, 5))
print(pcall(debug.getfenv))
x = nil
