-- What cannot be resumed: the running coroutine, a normal one, a dead one; messages of each.
local main
local co
co = coroutine.create(function()
  print(coroutine.resume(co))
  local inner = coroutine.create(function()
    print(coroutine.status(co), coroutine.resume(co))
  end)
  print(coroutine.resume(inner))
  print(coroutine.resume(inner))
end)
print(coroutine.resume(co))
print(coroutine.resume(co))
local w
w = coroutine.wrap(function() return pcall(w) end)
print(w())
print(pcall(w))
local outer
outer = coroutine.wrap(function() local inner = coroutine.wrap(function() return pcall(outer) end) return inner() end)
print(outer())
for _, v in ipairs({ 1, "x", {}, print }) do print(pcall(coroutine.resume, v)) print(pcall(coroutine.status, v)) end
