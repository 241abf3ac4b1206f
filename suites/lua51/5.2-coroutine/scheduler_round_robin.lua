-- A round-robin scheduler with sleeping, joining and messages between tasks.
local tasks, log = {}, {}
local function spawn(name, f) tasks[#tasks + 1] = { name = name, co = coroutine.create(f), wake = 0 } end
local clock = 0
local function sleep(n) coroutine.yield("sleep", n) end
local function send(box, v) box[#box + 1] = v end
local function receive(box)
  while #box == 0 do coroutine.yield() end
  return table.remove(box, 1)
end
local box = {}
spawn("ping", function() for i = 1, 3 do send(box, "m" .. i) log[#log + 1] = "sent" .. i sleep(2) end end)
spawn("pong", function() for _ = 1, 3 do log[#log + 1] = "got" .. receive(box) end end)
spawn("tick", function() for _ = 1, 5 do log[#log + 1] = "tick" sleep(1) end end)
spawn("fail", function() sleep(1) error("task failed", 0) end)
while #tasks > 0 do
  clock = clock + 1
  for i = #tasks, 1, -1 do
    local t = tasks[i]
    if t.wake <= clock then
      local ok, what, n = coroutine.resume(t.co)
      if not ok then log[#log + 1] = t.name .. ":" .. what end
      if what == "sleep" then t.wake = clock + n end
      if coroutine.status(t.co) == "dead" then table.remove(tasks, i) end
    end
  end
end
print(table.concat(log, " "), clock)
