-- Count hooks: every n instructions; the event's name; a limit made of them.
local n, events = 0, {}
local function hook(event) n = n + 1 events[event] = (events[event] or 0) + 1 end
debug.sethook(hook, "", 100)
for i = 1, 1000 do local x = i end
debug.sethook()
print(n, events.count)
n = 0
debug.sethook(hook, "", 1)
local a = 1
local b = a + 1
debug.sethook()
print(n)
local function limited(f, limit)
  local count = 0
  debug.sethook(function()
    count = count + 1
    if count > limit then
      debug.sethook()
      error("too many instructions", 0)
    end
  end, "", 10)
  local ok, e = pcall(f)
  debug.sethook()
  return ok, e
end
print(limited(function() for i = 1, 10 do end return "short" end, 100))
print(limited(function() while true do end end, 100))
print(limited(function() local function r() return r() end r() end, 50))
