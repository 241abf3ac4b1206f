-- Values through resume and yield: none, nil, many; first arguments go to the function.
local function show(...) print(select("#", ...), ...) return ... end
local co = coroutine.create(function(...)
  show(...)
  show(coroutine.yield())
  show(coroutine.yield(nil))
  show(coroutine.yield(1, nil, 3))
  show(coroutine.yield(unpack({}, 1, 50)))
  return "returned", nil, "values"
end)
show(coroutine.resume(co, "a", nil))
show(coroutine.resume(co))
show(coroutine.resume(co, nil))
show(coroutine.resume(co, 1, 2, 3, nil))
show(coroutine.resume(co, unpack({}, 1, 60)))
show(coroutine.resume(co))
local w = coroutine.wrap(function(...) return select("#", ...), coroutine.yield(...) end)
show(w())
show(w("x", "y"))
