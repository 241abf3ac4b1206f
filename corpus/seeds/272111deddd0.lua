-- A simulation with events ordered by time, closures as handlers and statistics.
local queue, now, log, seq = {}, 0, {}, 0
local function at(delay, f)
  seq = seq + 1
  local e = { time = now + delay, f = f, seq = seq }
  local i = #queue
  while i >= 1 and (queue[i].time > e.time) do queue[i + 1] = queue[i] i = i - 1 end
  queue[i + 1] = e
end
local rng = 12345
local function random(n) rng = (rng * 1103515245 + 12345) % 2147483648 return math.floor(rng / 65536) % n end
local servers, waiting, served, waited, dropped = 2, {}, 0, 0, 0
local function serve(arrived)
  servers = servers - 1
  waited = waited + now - arrived
  at(3 + random(5), function()
    servers, served = servers + 1, served + 1
    if #waiting > 0 then serve(table.remove(waiting, 1)) end
  end)
end
local function arrive(n)
  if servers > 0 then serve(now) elseif #waiting < 3 then waiting[#waiting + 1] = now else dropped = dropped + 1 end
  if n > 0 then at(1 + random(4), function() return arrive(n - 1) end) end
end
at(0, function() arrive(150) end)
for i = 1, 5 do at(i * 50, function() log[#log + 1] = ("%d:%d/%d"):format(now, served, #waiting) end) end
while #queue > 0 do
  local e = table.remove(queue, 1)
  now = e.time
  e.f()
end
print(served, dropped, waited, now, table.concat(log, " "))
