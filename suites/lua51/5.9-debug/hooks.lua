-- debug.sethook: events by count, by line, by call and return; and taking the hook away.
local function g() return 1, 2 end
local count = 0
debug.sethook(function(event) count = count + 1 end, "", 10)
for i = 1, 200 do local _ = i * 2 end
debug.sethook()
print(count > 5, debug.gethook())
local lines = {}
debug.sethook(function(event, line) lines[#lines + 1] = event end, "l")
local a = 1
local b = 2
debug.sethook()
print(#lines, lines[1])
local calls = {}
debug.sethook(function(event) calls[#calls + 1] = event end, "cr")
g()
debug.sethook()
print(table.concat(calls, " "))
local function sum(n) local s = 0 for i = 1, n do s = s + i end return s end
local seen = {}
debug.sethook(function(event, line) seen[#seen + 1] = line - debug.getinfo(sum,
  "S").linedefined end, "l")
local result = sum(3)
debug.sethook()
print(result, #seen > 0)
local names = {}
debug.sethook(function() names[#names + 1] = debug.getinfo(2, "n").name or "?" end, "c")
g() sum(1)
debug.sethook()
print(table.concat(names, " "))
print(pcall(function()
  debug.sethook(function() debug.sethook() error("from the hook", 0) end, "", 100)
  for i = 1, 1000 do local _ = i end
end))
print(debug.gethook())
print(sum(100))
