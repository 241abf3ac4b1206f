-- debug.getlocal: parameters, locals in scope, temporaries, varargs, loop variables.
local function show(level)
  local out = {}
  local i = 1
  while true do
    local name, value = debug.getlocal(level + 1, i)
    if not name then break end
    out[#out + 1] = name .. "=" .. (type(value) == "table" and "table" or type(value) == "function" and "function" or tostring(value))
    i = i + 1
  end
  print(table.concat(out, " "))
end
local function f(a, b, ...)
  show(1)
  local c = a + b
  do local inner = "i" show(1) end
  for i = 1, 1 do show(1) end
  for k, v in pairs({ x = 1 }) do show(1) end
  local d, e = ...
  show(1)
  return c
end
f(1, 2, 3, 4)
local function g()
  local x, x = 1, 2
  local y
  show(1)
  y = x
end
g()
local function caller() local mine = "caller's" local function callee() show(2) end callee() return mine end
caller()
print(pcall(debug.getlocal, 100, 1))
print(pcall(debug.getlocal, 1))
print(pcall(debug.getlocal))
print(pcall(debug.getlocal, "x", 1))
print(debug.getlocal(1, 100), debug.getlocal(1, 0), debug.getlocal(1, -1))
