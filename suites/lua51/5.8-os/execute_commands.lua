-- os.execute: is there a shell, exit codes, effects.
-- needs: system
print(os.execute() ~= 0)
print(os.execute("true"), os.execute("exit 0"), os.execute("exit 3"), os.execute("false"))
local name = os.tmpname()
print(os.execute("echo text > " .. name))
local f = io.open(name)
print(f:read("*a"))
f:close()
print(os.execute("rm " .. name), io.open(name) == nil)
print(pcall(os.execute, {}))
