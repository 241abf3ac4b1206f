-- os.exit in a finalizer that the program's own collection runs.
collectgarbage("stop") -- until the last moment
local function make(name, f)
  local u = newproxy(true)
  getmetatable(u).__gc = function()
    print(name)
    if f then f() end
  end
end
make("not reached")
make("exits", function() os.exit(7) end)
make("first")
print(pcall(collectgarbage))
print("not reached")
