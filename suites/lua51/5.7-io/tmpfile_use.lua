-- io.tmpfile: written, rewound, read; gone when closed.
local f = io.tmpfile()
print(io.type(f), f:seek("end"))
for i = 1, 5 do f:write(i * i, i < 5 and "," or "\n") end
f:seek("set")
print(f:read("*l"))
f:seek("set")
local sum = 0
while true do
  local n = f:read("*n")
  if not n then break end
  sum = sum + n
  if not f:read(1) then break end
end
print(sum, f:close(), io.type(f))
local files = {}
for i = 1, 10 do
  files[i] = io.tmpfile()
  files[i]:write("file ", i)
end
for i = 1, 10 do
  files[i]:seek("set")
  io.write(files[i]:read("*a"), " ")
  files[i]:close()
end
print()
