-- Signals, observers removed while they are called, one-shot handlers, priorities.
local Signal = {}
Signal.__index = Signal
function Signal.new() return setmetatable({ handlers = {} }, Signal) end
function Signal:connect(f, priority)
  local h = { f = f, priority = priority or 0, id = #self.handlers + 1 }
  table.insert(self.handlers, h)
  table.sort(self.handlers, function(a, b) if a.priority ~= b.priority then return a.priority > b.priority end return a.id < b.id end)
  return function() for i, x in ipairs(self.handlers) do if x == h then table.remove(self.handlers, i) return true end end return false end
end
function Signal:once(f) local off off = self:connect(function(...) off() return f(...) end) return off end
function Signal:emit(...)
  local results = {}
  for _, h in ipairs({ unpack(self.handlers) }) do
    local r = h.f(...)
    if r == "stop" then break end
    results[#results + 1] = tostring(r)
  end
  return table.concat(results, ",")
end
local s = Signal.new()
local off1 = s:connect(function(x) return "a" .. x end)
local off2 = s:connect(function(x) return "b" .. x end, 10)
s:once(function(x) return "once" .. x end)
print(s:emit(1))
print(s:emit(2))
print(off1(), off1(), s:emit(3))
local off3
off3 = s:connect(function() off3() off2() return "removed both" end)
print(s:emit(4))
print(s:emit(5), #s.handlers)
s:connect(function() return "stop" end, 5)
s:connect(function() return "first" end, 9)
s:connect(function() return "never" end)
print(s:emit())
local total, count = 0, Signal.new()
for i = 1, 10 do count:connect(function(n) total = total + n * i end) end
for i = 1, 40 do count:emit(i) end
print(total)
