-- Coroutines that resume coroutines: many levels, until the limit of C calls.
local function level(n)
  if n == 0 then return "bottom" end
  local co = coroutine.create(level)
  local ok, r = coroutine.resume(co, n - 1)
  if not ok then return r end
  return r
end
print(level(5), level(50), level(150))
print(level(300))
local function yielder(n)
  if n == 0 then coroutine.yield("deep") return "end" end
  local w = coroutine.wrap(yielder)
  coroutine.yield(w(n - 1))
  return w()
end
local w = coroutine.wrap(yielder)
print(w(30), w())
