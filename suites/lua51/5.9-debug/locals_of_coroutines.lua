-- debug.getlocal, setlocal, getinfo and traceback of other threads.
local co = coroutine.create(function(a, b)
  local c = "local c"
  local function inner(x)
    local y = coroutine.yield(x)
    return y
  end
  local r = inner(a + b)
  return a, b, c, r
end)
print(debug.getinfo(co, 0), pcall(debug.getlocal, co, 0, 1))
print(coroutine.resume(co, 1, 2))
for level = 0, 3 do
  local i = debug.getinfo(co, level, "nSl")
  if i then
    print(level, i.what, i.name, i.currentline)
    local n = 1
    while true do
      local name, v = debug.getlocal(co, level, n)
      if not name then break end
      print("", name, type(v) == "function" and "function" or v)
      n = n + 1
    end
  else
    print(level, "none")
  end
end
print(debug.setlocal(co, 2, 1, "set a"), debug.setlocal(co, 1, 1, "set x"), debug.setlocal(co, 1, 50, 0))
print(pcall(debug.getlocal, co, 10, 1))
print(pcall(debug.setlocal, co, 10, 1, 1))
print(coroutine.resume(co, "sent"))
print(debug.getinfo(co, 0), debug.getinfo(co, 1))
