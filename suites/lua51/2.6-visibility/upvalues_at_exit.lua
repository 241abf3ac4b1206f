-- Variables are closed when a block ends in any way: break, return, error, goto next round.
local saved = {}
for i = 1, 3 do
  local v = i
  saved[i] = function() v = v + 10 return v end
  if i == 2 then break end
end
print(saved[1](), saved[2](), saved[3])
local function early(x)
  local v = x
  local f = function() v = v + 1 return v end
  if x > 0 then return f, f() end
  v = -1
  return f
end
local f, n = early(5)
print(n, f(), f(), early(0)())
local kept
print(pcall(function()
  local v = "before"
  kept = function() return v end
  v = "at the error"
  error("stop", 0)
end))
print(kept())
local co = coroutine.create(function()
  local v = 1
  kept = function() v = v + 1 return v end
  coroutine.yield()
  v = 100
  error("dead")
end)
coroutine.resume(co)
print(kept(), kept())
coroutine.resume(co)
print(kept(), coroutine.status(co))
local function tail(v) kept = function() return v end return early(v) end
tail("x" and 3)
print(kept())
