-- An error that leaves a wrapped coroutine and is never caught.
local steps = {}
local gen = coroutine.wrap(function()
  for i = 1, 5 do
    steps[#steps + 1] = i
    if i == 4 then error("step " .. i .. " failed") end
    coroutine.yield(i * 10)
  end
end)
print(gen(), gen())
print(pcall(function() return gen() end))
print(#steps)
local function outer()
  print("about to fail")
  local v = gen()
  print("never", v)
end
outer()
print("never")
