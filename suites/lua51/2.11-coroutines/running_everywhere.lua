-- coroutine.running: nil in the main program, the thread inside, also in nested ones.
print(coroutine.running())
local function check(co) return coroutine.running() == co end
local co
co = coroutine.create(function()
  print(type(coroutine.running()), check(co), pcall(check, co))
  local inner
  inner = coroutine.create(function()
    print(check(inner), check(co), coroutine.status(co))
    coroutine.yield(coroutine.running())
    return coroutine.running()
  end)
  local _, r = coroutine.resume(inner)
  print(r == inner, check(co))
  _, r = coroutine.resume(inner)
  print(r == inner)
  local w = coroutine.wrap(function() return coroutine.running() end)
  print(w() ~= co)
end)
print(coroutine.resume(co))
print(coroutine.running(), select("#", coroutine.running()))
