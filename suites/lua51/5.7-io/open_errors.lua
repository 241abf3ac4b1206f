-- io.open of what cannot be opened, with bad arguments, and modes that are none.
local function show(...) print(select("#", ...), ...) end
show(io.open("nonexistent/dir/file"))
show(io.open("nonexistent/dir/file", "w"))
show(io.open("", "r"))
show(io.open(".", "w"))
local f = io.open(".")
print(io.type(f), f:read(1))
f:close()
print(pcall(io.open))
print(pcall(io.open, {}))
print(pcall(io.open, "x", {}))
local name = os.tmpname()
os.remove(name)
for _, mode in ipairs({ "", "x", "rw", "read", "+", "b" }) do
  local ok, r, m = pcall(io.open, name, mode)
  print(mode, ok, io.type(r) or r, m and (m:gsub("^.*: ", "")))
  if ok and io.type(r) == "file" then r:close() end
end
os.remove(name)
