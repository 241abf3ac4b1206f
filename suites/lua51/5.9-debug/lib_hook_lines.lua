-- Line events: every statement kind, loops, functions on one line, code without new lines.
local lines
local function hook(event, line)
  assert(event == "line")
  assert(line == debug.getinfo(2, "l").currentline)
  lines[#lines + 1] = line
end
local function trace(name, f, ...)
  lines = {}
  debug.sethook(hook, "l")
  f(...)
  debug.sethook()
  local first = debug.getinfo(f, "S").linedefined
  for i, line in ipairs(lines) do lines[i] = line - first end
  print(name, table.concat(lines, " "))
end

trace("if", function(x)
  if x then
    x = 1
  elseif x == nil then
    x = 2
  else
    x = 3
  end
end)
trace("while", function()
  local i = 1
  while i < 4 do
    i = i + 1
  end
  while i < 6 do i = i + 1 end
end)
trace("repeat", function()
  local i = 1
  repeat
    local j = i
    i = i + 1
  until j > 2
  repeat i = i + 1 until i > 6
end)
trace("for", function()
  for i = 1, 3 do
    local a = i
  end
  for i = 1, 3 do local a = i end
  for i = 1, 0 do
    local a = i
  end
  for i = 3, 1, -1 do end
end)
trace("generic for", function()
  for k, v in ipairs({1, 2}) do
    local a = k
  end
  for k, v in ipairs({1, 2}) do local a = k end
  for k in
    pairs({x = 1})
  do
    local a = k
  end
end)
trace("table", function()
  local t = {
    1,
    2,
    x = 3,
    [4] =
      5,
    (function() return 6 end)(),
  }
  t.x = t.x
    + t[1]
    + t[2]
end)
trace("calls", function()
  local f = function(a,
                     b)
    return a,
      b
  end
  f(1,
    2)
  f(
    f(
      1
    )
  )
  local s = ("x")
    :rep(2)
    :upper()
  return f(s)
end)
trace("logic", function()
  local a = nil
  local b = a
    or 1
  local c = a and
    b
  local d = not a
  d = a == b and c or
    d
  return a,
    b
end)
trace("one line", function() local a = 1; a = a + 1; for i = 1, 3 do a = a + i end return a end)
trace("jump on one line", function() local i = 0; repeat i = i + 1 until i > 3 end)
trace("recursion", function()
  local function f(n)
    if n == 0 then return 0 end
    return 1 + f(n - 1)
  end
  f(3)
end)
trace("closures", function()
  local x = 1
  local function f()
    x = x + 1
    local function g()
      return x
    end
    return g
  end
  f()()
end)
trace("break", function()
  for i = 1, 10 do
    if i == 2 then
      break
    end
  end
  while true do
    do break end
  end
end)
trace("vararg", function(...)
  local a, b = ...
  local t = {...}
  local n = select("#",
    ...)
end, 1, 2, 3)
trace("loaded", assert(loadstring("x = 1\n\n\nx = 2\nfor i = 1, 2 do\nx = i\nend\n")))
trace("strings", function()
  local s = [[
a
b
]] .. "c"
  s = s .. "d" ..
    "e" ..
    s
end)

-- A chunk without debug information.
local stripped = loadstring(string.dump(loadstring("local x = 1\nx = 2\nreturn x")))
trace("dumped", stripped)

-- The line of a hook set in the middle of a line, and two hooks one after the other.
lines = {}
local here = debug.getinfo(1, "l").currentline
debug.sethook(hook, "l"); local a = 1; a = 2
a = 3 debug.sethook(hook, "l") a = 4
a = 5
debug.sethook()
for i, line in ipairs(lines) do lines[i] = line - here end
print("middle", table.concat(lines, " "))

-- A hook that is set by a called function.
lines = {}
here = debug.getinfo(1, "l").currentline
local function set()
  debug.sethook(hook, "l")
end
local function unset()
  debug.sethook()
end
set()
a = 6
a = 7
unset()
a = 8
for i, line in ipairs(lines) do lines[i] = line - here end
print("called", table.concat(lines, " "))

-- A hook set by a metamethod, in the middle of an expression.
local m = setmetatable({}, {__index = function(t, k) debug.sethook(hook, "l") return 1 end})
lines = {}
here = debug.getinfo(1, "l").currentline
local v = m.x +
  m.y +
  2
v = 1
debug.sethook()
for i, line in ipairs(lines) do lines[i] = line - here end
print("metamethod", table.concat(lines, " "))
