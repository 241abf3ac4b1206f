-- os.exit ends the program with a code; what was printed before is kept, nothing runs after.
-- reference: all
print("before")
io.write("no line end")
local u = newproxy(true)
getmetatable(u).__gc = function() print("finalizer") end
os.exit(7)
print("never")
