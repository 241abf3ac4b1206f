-- collectgarbage("step") ends a cycle at last; "stop" holds the collector; "restart" lets it go.
local function garbage(n) for i = 1, n do local t = { i, {} } end end
collectgarbage()
local steps = 0
repeat
  steps = steps + 1
  garbage(10)
until collectgarbage("step", 10) or steps > 10000
print(steps <= 10000)
local held = {}
local weak = setmetatable({ held }, { __mode = "v" })
collectgarbage("stop")
held = nil
garbage(3000)
print(weak[1] ~= nil)
collectgarbage("restart")
collectgarbage()
print(weak[1])
print(collectgarbage("setpause", 100) > 0, collectgarbage("setpause", 200), collectgarbage("setstepmul", 200) > 0)
weak[1] = {}
local n = 0
while weak[1] and n < 1e5 do
  garbage(10)
  n = n + 10
end
print(weak[1], n < 1e5)
print(collectgarbage("step", 0) ~= nil, collectgarbage("step") ~= nil)
