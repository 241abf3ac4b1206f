-- debug.setlocal: locals of running functions change, also those of callers and of loops.
local function set(level, name, value)
  local i = 1
  while true do
    local n = debug.getlocal(level + 1, i)
    if not n then return nil end
    if n == name then return debug.setlocal(level + 1, i, value) end
    i = i + 1
  end
end
local function f(a)
  local b = 2
  print(set(1, "a", "new a"), set(1, "b", "new b"), set(1, "c", 1))
  return a, b
end
print(f(1))
local function outer()
  local v = 1
  local function inner() set(2, "v", v + 41) end
  inner()
  return v
end
print(outer())
local s = 0
for i = 1, 100 do
  local x = i
  if i == 60 then set(1, "s", 1000) end
  if i % 10 == 0 then set(1, "x", "5") end
  s = s + x
end
print(s)
print(debug.setlocal(1, 200, 1), pcall(debug.setlocal, 100, 1, 1))
print(pcall(debug.setlocal, 1, 1))
print(pcall(debug.setlocal))
