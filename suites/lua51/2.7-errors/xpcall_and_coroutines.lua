-- xpcall and pcall inside coroutines, coroutines inside pcall, errors between them.
local function f()
  local ok, e = pcall(function()
    local co = coroutine.create(function() error("in co") end)
    local ok2, e2 = coroutine.resume(co)
    error(e2 .. " +", 0)
  end)
  return ok, e
end
print(f())
print(coroutine.resume(coroutine.create(f)))
local co = coroutine.create(function()
  print(xpcall(function() error("x", 0) end, function(m) return m .. coroutine.status(coroutine.running()) end))
  print(pcall(function() return coroutine.running() ~= nil end))
  local ok, e = pcall(coroutine.yield, 1)
  print(ok, e)
  coroutine.yield("after")
  error({ "end" })
end)
print(coroutine.resume(co))
print(coroutine.status(co))
local ok, e = coroutine.resume(co)
print(ok, type(e), coroutine.status(co))
local depth = 0
local function nest(n)
  if n == 0 then error("bottom", 0) end
  local co = coroutine.wrap(nest)
  local ok, e = pcall(co, n - 1)
  depth = depth + 1
  error(e .. n, 0)
end
print(pcall(nest, 10))
print(depth)
