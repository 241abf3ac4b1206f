-- A finalizer may keep its object alive; it is not finalized again.
local log, saved = {}, nil
do
  local u = newproxy(true)
  getmetatable(u).__gc = function(o)
    log[#log + 1] = "gc"
    saved = o
  end
end
collectgarbage()
print(#log, type(saved), getmetatable(saved).__gc ~= nil)
saved = nil
collectgarbage()
collectgarbage()
print(#log, saved)
local weak = setmetatable({}, { __mode = "v" })
local keys = setmetatable({}, { __mode = "k" })
do
  local u = newproxy(true)
  weak[1], keys[u] = u, "key entry"
  getmetatable(u).__gc = function(o) log[#log + 1] = tostring(weak[1] == nil) .. tostring(keys[o]) end
end
collectgarbage()
print(log[2], weak[1], next(keys))
collectgarbage()
print(next(keys))
