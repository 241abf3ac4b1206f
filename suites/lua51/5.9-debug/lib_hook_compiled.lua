-- Hooks set while hot code runs: directly, in callbacks, in metamethods, in finalizers.
local count = 0
local function counter(event) count = count + 1 end

local function work(n)
  local s = 0
  for i = 1, n do
    s = s + i % 3
  end
  return s
end
for i = 1, 2 do work(200) end
debug.sethook(counter, "l")
work(200)
debug.sethook()
print(count)
count = 0
work(200)
print(count)
debug.sethook(counter, "", 10)
print(work(300), count > 0)
debug.sethook()
print(count)

-- Set in a function that the loop calls.
count = 0
local switch = false
local function maybe(i)
  if switch and i == 150 then debug.sethook(counter, "l") end
  return i
end
local function loop(n)
  local s = 0
  for i = 1, n do
    s = s + maybe(i)
  end
  debug.sethook()
  return s
end
for i = 1, 2 do loop(200) end
switch = true
print(loop(200), count)

-- Set by a callback of a built-in function, by a coroutine, by pcall.
local function through(way)
  count = 0
  switch = false
  local function callback(x)
    if switch then debug.sethook(counter, "crl", 3) switch = false end
    return "y"
  end
  local meta = setmetatable({}, {__tostring = callback})
  local ways = {
    gsub = function() return (string.gsub("x", "x", callback)) end,
    sort = function()
      local t = {2, 1}
      table.sort(t, function(a, b) callback() return a < b end)
      return t[1]
    end,
    pcall = function() local ok, v = pcall(callback) return v end,
    tostring = function() return tostring(meta) end,
    xpcall = function() local ok, v = xpcall(callback, print) return v end,
    resume = function()
      local co = coroutine.wrap(function() return callback() end)
      return co()
    end,
    foreach = function() return table.foreach({1}, callback) end,
    index = function()
      return setmetatable({}, {__index = callback}).z
    end,
  }
  local f = ways[way]
  local function run(n)
    local s = ""
    local line = 0
    for i = 1, n do
      if i == 170 then switch = n == 171 end
      local r = f()
      s = r
      line = line + 1
    end
    debug.sethook()
    return s, line
  end
  for i = 1, 2 do run(170) end
  local s, line = run(171)
  print(way, s, line, count)
end
for _, way in ipairs{"gsub", "sort", "pcall", "tostring", "xpcall", "resume", "foreach",
    "index"} do
  through(way)
end

-- Lines of a loop that is left in the middle.
local seen = {}
local function note(event, line)
  seen[#seen + 1] = line - debug.getinfo(2, "S").linedefined
end
local trigger = setmetatable({}, {__tostring = function()
  debug.sethook(note, "l")
  return "t"
end})
local objects = {}
for i = 1, 300 do objects[i] = i end
objects[250] = trigger
local function show(n)
  local last
  for i = 1, n do
    local s = tostring(objects[i])
    last = s
    if i % 100 == 0 then
      last = last .. "!"
    end
  end
  debug.sethook()
  return last
end
for i = 1, 2 do show(200) end
print(show(252))
print(table.concat(seen, " "))

-- Deep in inlined calls, with varying numbers of results.
local function three(x) tostring(objects[x]) return 1, 2, 3 end
local function two(x)
  local a, b, c = three(x)
  return a + b, c
end
local function one(x)
  local a, b = two(x)
  return a * b
end
local function calls(n)
  local s = 0
  for i = 1, n do
    s = s + one(i)
  end
  debug.sethook()
  return s
end
for i = 1, 2 do calls(200) end
seen = {}
print(calls(252))
print(table.concat(seen, " "))

-- A budget that stops compiled loops.
local function budget(f, ...)
  debug.sethook(function() error("stop", 0) end, "", 5000)
  local ok, message = pcall(f, ...)
  debug.sethook()
  return ok, message
end
for i = 1, 3 do work(100) end
print(budget(work, 1e9))
print(budget(work, 100))
