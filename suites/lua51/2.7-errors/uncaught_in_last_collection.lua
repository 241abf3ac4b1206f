-- A finalizer that fails in the collection after an uncaught error takes the error's place.
collectgarbage("stop") -- until the last moment
local function make(name, f)
  local u = newproxy(true)
  getmetatable(u).__gc = function()
    print("finalizer", name)
    if f then f() end
  end
  return u
end
make("dead, behind the failing one")
kept = make("kept", function() error("ignored") end)
make("failing", function() error("in finalizer") end)
make("dead, before the failing one")
error("uncaught")
