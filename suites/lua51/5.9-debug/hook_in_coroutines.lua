-- Hooks belong to threads: one set for a coroutine sees only that coroutine.
local log = {}
local function note(tag) return function(event, line) log[#log + 1] = tag .. (line and ":" .. line or ":" .. event) end end
local co = coroutine.create(function()
  local a = 1
  coroutine.yield(a)
  local b = 2
  return b
end)
debug.sethook(co, note("co"), "l")
local x = 1
coroutine.resume(co)
local y = 2
coroutine.resume(co)
print(table.concat(log, " "))
log = {}
local second = coroutine.create(function()
  local c = 3
  return c
end)
debug.sethook(note("main"), "l")
coroutine.resume(second)
local z = 3
debug.sethook()
print(table.concat(log, " "))
log = {}
debug.sethook(note("inherit"), "c")
local third = coroutine.wrap(function() math.abs(1) return 1 end)
third()
debug.sethook()
print(table.concat(log, " "))
