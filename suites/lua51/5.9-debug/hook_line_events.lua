-- Line hooks: each new line, backward jumps, loops on one line, lines of called functions.
local lines = {}
local function hook(event, line) lines[#lines + 1] = line end
local function f(n)
  local s = 0
  for i = 1, n do
    s = s + i
  end
  if s > 3 then
    s = s * 2
  else
    s = -s
  end
  return s
end
debug.sethook(hook, "l")
f(2)
f(3)
debug.sethook()
print(table.concat(lines, " "))
lines = {}
debug.sethook(hook, "l")
for i = 1, 3 do local x = i end
while #lines < 20 do local y = 1 end
repeat local z = 1 until #lines > 25
debug.sethook()
print(table.concat(lines, " "))
lines = {}
local g = loadstring("local a = 1\n\nlocal b = a\nreturn a +\nb")
debug.sethook(hook, "l")
g()
debug.sethook()
print(table.concat(lines, " "))
