-- write: strings and numbers in their formats; returns; errors in the middle.
local name = os.tmpname()
local f = assert(io.open(name, "w"))
print(f:write() == true, f:write("") == true, f:write("a", 1, 2.5, 1e100, -0.1, 1 / 3, "\0", "z\n") == true)
print(pcall(f.write, f, "before", {}, "after"))
print(pcall(f.write, f, nil))
print(pcall(f.write, f, true))
print(pcall(f.write, f, print))
print(pcall(f.write))
f:write(123456789012345678, " ", 2 ^ 53, " ", 1 / 0, "\n")
f:close()
for line in io.lines(name) do print((line:gsub("%z", "<0>"))) end
print(io.write("io.write ", 1, " ", 0.5, "\n") == true)
print(io.write() == true)
print(io.stdout:write("method ", "call\n") == true)
os.remove(name)
f = io.open("/dev/full", "w")
if f then
  f:setvbuf("no")
  print(f:write("x"))
  f:close()
end
