-- The options of collectgarbage and their results, without numbers that may vary.
print(type(collectgarbage("count")), collectgarbage("count") > 0)
print(collectgarbage(), collectgarbage("collect"), collectgarbage("stop"),
  collectgarbage("restart"))
print(collectgarbage("setpause", 200), collectgarbage("setpause", 150), collectgarbage("setpause",
  200))
print(collectgarbage("setstepmul", 200), collectgarbage("setstepmul", 400),
  collectgarbage("setstepmul", 200))
print(type(collectgarbage("step")), type(collectgarbage("step", 100)))
print(pcall(collectgarbage, "unknown"))
print(pcall(collectgarbage, 5))
print(pcall(collectgarbage, {}))
print(pcall(collectgarbage, nil))
print(type(gcinfo()), math.floor(gcinfo()) == gcinfo())
-- A full cycle by steps ends with true.
local turns, done = 0, false
repeat
  done = collectgarbage("step", 10)
  turns = turns + 1
until done or turns > 10000
print(done)
-- Memory goes up with live data and comes back after it is dropped.
collectgarbage()
local start = collectgarbage("count")
local keep = {}
for i = 1, 2000 do keep[i] = { i } end
local full = collectgarbage("count")
print(full - start > 50)
keep = nil
collectgarbage()
print(collectgarbage("count") - start < 20)
-- Stopped, garbage stays until an explicit collection.
collectgarbage("stop")
local weak = setmetatable({}, { __mode = "v" })
weak[1] = {}
for i = 1, 3000 do local _ = { i } end
print(weak[1] ~= nil)
collectgarbage("restart")
collectgarbage()
print(weak[1])
local s = 0
for i = 1, 20000 do
  local t = { i, { i } }
  s = s + #t + t[2][1] % 2
end
print(s)
for i = 1, 300 do local _ = ("g"):rep(i) .. i end
collectgarbage()
print("alive")
