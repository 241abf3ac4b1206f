-- Cooperative scheduling: round robin, message passing, priorities, sleeping tasks.
local log = {}
local tasks, time = {}, 0
local function spawn(name, f)
  tasks[#tasks + 1] = { name = name, co = coroutine.create(f), wake = 0 }
end
local function sleep(n) coroutine.yield("sleep", n) end
local function run()
  while #tasks > 0 do
    local i = 1
    while i <= #tasks do
      local t = tasks[i]
      if t.wake <= time then
        local ok, what, n = coroutine.resume(t.co, time)
        if not ok then log[#log + 1] = t.name .. "!" .. tostring(what) end
        if coroutine.status(t.co) == "dead" then
          table.remove(tasks, i)
          log[#log + 1] = t.name .. " ended at " .. time
          i = i - 1
        elseif what == "sleep" then
          t.wake = time + n
        end
      end
      i = i + 1
    end
    time = time + 1
  end
end
spawn("a", function() for i = 1, 3 do log[#log + 1] = "a" .. i sleep(2) end end)
spawn("b", function(start)
  log[#log + 1] = "b start " .. start
  for i = 1, 2 do
    local now = coroutine.yield() log[#log + 1] = "b now " .. now
  end
end)
spawn("c", function() sleep(3) error("c failed", 0) end)
spawn("d", function()
  spawn("e", function()
    log[#log + 1] = "e in " .. time
  end)
  sleep(1) spawn("f", function()
    log[#log + 1] = "f in " .. time
  end)
end)
run()
for _, l in ipairs(log) do print(l) end
-- Message passing between two coroutines through a queue.
local queue = {}
local received = {}
local producer = coroutine.create(function()
  for i = 1, 6 do
    queue[#queue + 1] = "m" .. i
    if #queue >= 2 then
      coroutine.yield()
    end
  end
end)
local consumer = coroutine.create(function()
  while true do
    while #queue > 0 do
      received[#received + 1] = table.remove(queue, 1)
    end
    coroutine.yield()
  end
end)
local turns = 0
while coroutine.status(producer) ~= "dead" do
  coroutine.resume(producer) coroutine.resume(consumer) turns = turns + 1
end
print(turns, table.concat(received, " "), coroutine.status(consumer))
-- Ping-pong by direct transfer of values.
local ping = coroutine.wrap(function(v) while true do v = coroutine.yield(v .. ">") end end)
local pong = coroutine.wrap(function(v) while true do v = coroutine.yield("<" .. v) end end)
local ball = "o"
for i = 1, 4 do ball = pong(ping(ball)) end
print(ball)
print(coroutine.running(), coroutine.status(coroutine.create(function() end)))
