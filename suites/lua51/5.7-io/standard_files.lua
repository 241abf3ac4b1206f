-- io.stdin, stdout, stderr: their methods and what they print as.
print(io.type(io.stdin), io.type(io.stdout), io.type(io.stderr))
print(io.stdout:write("to standard output\n") == true)
print(io.stderr:write("to standard error\n") == true)
io.stderr:write("numbers ", 1, " ", 2.5, "\n")
print(io.stdout == io.output(), io.stdin == io.input(), io.stdout ~= io.stderr)
local mt = getmetatable(io.stdout)
local names = {}
for k in pairs(mt) do names[#names + 1] = k end
table.sort(names)
print(table.concat(names, " "))
names = {}
for k in pairs(io) do names[#names + 1] = k end
table.sort(names)
print(table.concat(names, " "))
print(pcall(function() return io.stdout.nothing end))
print(pcall(function() io.stdout.x = 1 end))
print(pcall(function() return io.stdout:nomethod() end))
print(pcall(mt.__tostring, {}))
