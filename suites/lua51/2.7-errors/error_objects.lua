-- Error values of every type through pcall, xpcall, coroutines and nested calls.
local co = coroutine.create(function() end)
for _, v in ipairs({ "text", 12, 0.5, true, false, {}, print, newproxy(), co }) do
  local ok, e = pcall(error, v)
  print(ok, type(e), rawequal(e, v))
  ok, e = pcall(function() error(v, 0) end)
  print(ok, rawequal(e, v))
  ok, e = xpcall(function() error(v, 0) end, function(m) return m end)
  print(ok, rawequal(e, v))
  ok, e = coroutine.resume(coroutine.create(function() error(v, 0) end))
  print(ok, rawequal(e, v))
  ok, e = pcall(coroutine.wrap(function() error(v, 0) end))
  print(ok, rawequal(e, v))
end
print(pcall(error))
print(pcall(error, nil))
print(coroutine.resume(coroutine.create(function() error() end)))
print(xpcall(error, function(m) return type(m), "second" end))
