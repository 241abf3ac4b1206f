-- os.exit in a finalizer that runs when the state closes: its code is the exit status, and the
-- finalizers behind it do not run.
collectgarbage("stop") -- until the last moment
local function make(name, f)
  local u = newproxy(true)
  getmetatable(u).__gc = function()
    print(name)
    if f then f() end
  end
  return u
end
kept = make("not reached")
also = make("exits", function() os.exit(6) end)
last = make("error", function() error("ignored") end)
dead = make("last made, first called")
print("end of the program")
