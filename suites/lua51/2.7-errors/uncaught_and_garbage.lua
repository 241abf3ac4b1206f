-- After an uncaught error the command collects garbage, and then closes the state: finalizers of
-- what is dead run before those of what was made later and is alive.
collectgarbage("stop") -- until the last moment
local function make(name)
  local u = newproxy(true)
  getmetatable(u).__gc = function() print("finalizer", name) end
  return u
end
make("dead, made first")
kept = make("kept")
make("dead, made last")
error("uncaught")
