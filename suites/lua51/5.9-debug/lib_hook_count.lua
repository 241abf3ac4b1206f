-- Count events: after how many instructions, with and without line events.
local function trace(count, mask, f)
  local events = {}
  debug.sethook(function(event, line)
    local info = debug.getinfo(2, "l")
    events[#events + 1] = event:sub(1, 1) .. tostring(line) .. "@" .. info.currentline
  end, mask, count)
  f()
  debug.sethook()
  local first = debug.getinfo(f, "S").linedefined
  print(count, mask, #events, table.concat(events, " "))
end
local function work()
  local t = {}
  for i = 1, 5 do
    t[i] = i * 2
  end
  local s = 0
  for k, v in ipairs(t) do
    s = s + v
    if s > 100 or k > 3 then s = 0 end
  end
  local a, b = nil, nil
  local c = a == b
  local d = a ~= b and a or b
  local e = not (a and b)
  local u = {1, 2, 3, (function() return 4, 5 end)()}
  while s < 10 do s = s + 3 end
  return s, function() return s, t, u end
end
for _, count in ipairs{1, 2, 3, 7, 10, 100, 1000} do
  for _, mask in ipairs{"", "l"} do trace(count, mask, work) end
end
trace(0, "", work)
trace(-1, "", work)
trace(-1, "l", work)
trace("4", "", work)
trace(2.7, "", work)

-- The count starts again when a hook is set, and when it is set by the hook.
local n = 0
debug.sethook(function(event)
  n = n + 1
  if n == 3 then debug.sethook() end
end, "", 5)
for i = 1, 100 do local x = i end
print(n, debug.gethook())
n = 0
local lines = 0
local function second(event) if event == "line" then lines = lines + 1 else n = n + 1000 end end
debug.sethook(function(event)
  n = n + 1
  debug.sethook(second, "l", 10)
end, "", 5)
for i = 1, 20 do
  local x = i
end
debug.sethook()
print(n, lines)

-- A budget of instructions, as sandboxes have it.
local function limited(f, limit)
  local function stop() error("too much", 0) end
  local ok, message = pcall(function()
    debug.sethook(stop, "", limit)
    f()
    debug.sethook()
  end)
  debug.sethook()
  return ok, message
end
print(limited(function() while true do end end, 1000))
print(limited(function() repeat until false end, 1000))
print(limited(function() for i = 1, 1e9 do end end, 1000))
print(limited(function() local function f() return f() end f() end, 1000))
print(limited(function() for i = 1, 100 do end end, 1000))
print(limited(function() string.rep("x", 10):gsub(".", function() while true do end end) end, 500))
