-- Tasks that pass packets to one another: linked lists, closures as methods, short loops.
-- size: 60
-- bench: 400000
-- reference: 4

local n = tonumber((...)) or tonumber(arg and arg[1]) or 60

local Queue = {}
Queue.__index = Queue

function Queue.new()
  return setmetatable({ first = nil, length = 0 }, Queue)
end

function Queue:put(packet)
  packet.following = nil
  self.length = self.length + 1
  local last = self.first
  if not last then
    self.first = packet
    return
  end
  while last.following do
    last = last.following
  end
  last.following = packet
end

function Queue:take()
  local packet = self.first
  if packet then
    self.first = packet.following
    self.length = self.length - 1
  end
  return packet
end

local function tasks()
  local list = {}
  local function task(name, work)
    local queue = Queue.new()
    list[#list + 1] = { name = name, queue = queue, work = work, runs = 0 }
    return queue
  end
  local sink, odd, even, total = nil, nil, nil, 0
  local source = task("source", function(packet)
    packet.value = (packet.value * 1309 + 13849) % 65536
    if packet.value % 2 == 0 then even:put(packet) else odd:put(packet) end
  end)
  even = task("even", function(packet)
    packet.value = packet.value / 2
    sink:put(packet)
  end)
  odd = task("odd", function(packet)
    packet.value = packet.value * 3 + 1
    packet.hops = packet.hops + 1
    sink:put(packet)
  end)
  sink = task("sink", function(packet)
    total = (total + packet.value * packet.hops) % 1000003
    packet.hops = packet.hops + 1
    source:put(packet)
  end)
  return list, source, function() return total end
end

local list, source, total = tasks()
for i = 1, 5 do
  source:put({ value = i * 7919, hops = 1, following = nil })
end
for _ = 1, n do
  for _, task in ipairs(list) do
    local left = task.queue.length
    while left > 0 do
      task.work(task.queue:take())
      task.runs = task.runs + 1
      left = left - 1
    end
  end
end
for _, task in ipairs(list) do
  io.write(task.name, " ", task.runs, " ", task.queue.length, "\n")
end
print(total())
