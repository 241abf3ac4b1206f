-- Errors in hooks, hooks in hooks, arguments of sethook, what gethook returns.
print(pcall(debug.sethook, 1))
print(pcall(debug.sethook, print))
print(pcall(debug.sethook, print, {}))
print(pcall(debug.sethook, 1, "c"))
print(pcall(debug.sethook, print, "c", "x"))
print(pcall(debug.sethook, print, "c", {}))
print(pcall(debug.sethook, nil, {}, {}))
print(pcall(debug.sethook))
print(pcall(debug.gethook, 1, 2))
print(select("#", debug.sethook()))
print(debug.gethook())
local function f() end
for _, args in ipairs{{"c"}, {"r"}, {"l"}, {"crl"}, {"lrc"}, {"x"}, {""}, {"ccc"}, {"c", 5},
    {"", 5}, {"", 0}, {"", -5}, {"l", 3.9}, {"c\0r"}, {12}, {"call"}, {"return", 7}} do
  debug.sethook(f, args[1], args[2])
  local g, mask, count = debug.gethook()
  debug.sethook()
  print(args[1], args[2], g == f, mask, count)
end
local g, mask, count = debug.gethook()
print(g, mask, count)

-- An error in a hook is an error of the program at that place.
local failed, m
failed = {pcall(function()
  debug.sethook(function(event, line)
    if line == 30 then error("in hook " .. event .. tostring(line)) end
  end, "l")
  local x = 1
end)}
_, m = debug.gethook() debug.sethook() print(m, unpack(failed))
failed = {pcall(function()
  debug.sethook(function(event, line) if debug.getinfo(2, "n").name == "rep" then error({event}) end end, "c")
  string.rep("x", 1)
end)}
debug.sethook()
print(failed[1], type(failed[2]), failed[2][1])
print(select(2, pcall(function()
  debug.sethook(function(event, line)
    debug.sethook()
    error("once", 2)
  end, "r")
  local s = string.rep("x", 1)
  return s
end)))

-- After an error hooks are called again.
local n = 0
debug.sethook(function(event)
  n = n + 1
  if n == 4 then error("fourth") end
end, "l")
print(pcall(function()
  local a = 1
  local b = 2
end))
local a = 1
a = 2
debug.sethook()
print(n)

-- A handler sees where; the traceback shows the hook.
print(xpcall(function()
  debug.sethook(function(event) debug.sethook() error("traced") end, "l")
  local x = 1
  return x
end, debug.traceback))

-- No hooks inside hooks, but in coroutines that a hook resumes.
local depth, most = 0, 0
local function inner() depth = depth end
debug.sethook(function(event)
  depth = depth + 1
  if depth > most then most = depth end
  inner()
  for i = 1, 3 do local x = i end
  depth = depth - 1
end, "crl", 1)
local t = {}
for i = 1, 10 do t[i] = tostring(i) end
debug.sethook()
print(most)

-- A pcall in a hook, and an error that it catches.
n = 0
debug.sethook(function(event)
  n = n + 1
  pcall(error, "caught")
  assert(not pcall(function() local x = nil; x() end))
end, "l")
a = 1
a = 2
debug.sethook()
print(n)

-- A hook changes locals, and replaces itself.
local function change()
  local x = 1
  local y = 2
  return x, y
end
debug.sethook(function(event, line)
  local name, value = debug.getlocal(2, 1)
  if name == "x" then debug.setlocal(2, 1, value + 10) end
end, "l")
print(change())
debug.sethook()
local function second(event) print("second", event) debug.sethook() end
debug.sethook(function(event) debug.sethook(second, "l") end, "l")
a = 1
a = 2
a = 3

-- Levels and temporaries in a hook.
local function locals(event, line)
  local i = 1
  local names = {}
  while true do
    local name, value = debug.getlocal(2, i)
    if not name or name == "(*temporary)" then break end
    names[#names + 1] = name .. "=" .. type(value)
    i = i + 1
  end
  print(event, line, table.concat(names, " "))
end
local function parameters(p, q, ...)
  local r = p + q
  do
    local s = r
  end
  return r
end
debug.sethook(locals, "crl")
parameters(1, 2, 3, 4)
debug.sethook()
debug.sethook(locals, "", 1)
parameters(1, 2)
debug.sethook()

-- Deep in C calls.
local deepest = 0
local function nest(n)
  deepest = n
  return select(2, pcall(nest, n + 1))
end
debug.sethook(function() local x = 1 end, "c")
print((tostring(nest(1)):gsub("^.-:%d+: ", "")))
debug.sethook()
print(deepest)

-- Userdata finalizers run without hooks.
local events = {}
do
  local p = newproxy(true)
  getmetatable(p).__gc = function()
    local x = 1
    events[#events + 1] = "finalized"
  end
end
debug.sethook(function(event, line)
  local info = debug.getinfo(2, "S")
  if info.what == "Lua" then events[#events + 1] = event .. info.linedefined end
end, "crl")
collectgarbage()
debug.sethook()
print(table.concat(events, " "))
