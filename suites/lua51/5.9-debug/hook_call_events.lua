-- Call hooks: calls, returns and tail returns of Lua and C functions, in order.
local log = {}
local function hook(event)
  local i = debug.getinfo(2, "nS")
  log[#log + 1] = event .. ":" .. i.what .. ":" .. tostring(i.name)
end
local function inner(x) return x end
local function outer(x)
  local y = inner(x)
  return inner(y)
end
debug.sethook(hook, "cr")
outer(1)
math.abs(-1)
debug.sethook()
print(table.concat(log, "\n"))
log = {}
debug.sethook(hook, "c")
outer(1)
local s = ("x"):rep(2)
debug.sethook()
print(table.concat(log, "\n"))
log = {}
debug.sethook(hook, "r")
outer(1)
pcall(error, "x")
debug.sethook()
print(table.concat(log, "\n"))
