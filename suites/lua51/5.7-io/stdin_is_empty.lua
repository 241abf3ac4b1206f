-- The standard input of these programs is empty.
print(io.read(), io.read("*a"), io.read("*n"), io.read(1), io.read(0))
print(io.stdin:read("*l"), io.type(io.stdin))
for line in io.lines() do print("never", line) end
for line in io.stdin:lines() do print("never", line) end
print(io.read("*l", "*l"))
