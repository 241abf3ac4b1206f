-- dofile and loadfile: files that are missing, empty, broken or folders.
local name = os.tmpname()
local function write(text)
  local f = assert(io.open(name, "wb"))
  f:write(text)
  f:close()
end
local function clean(...)
  local r = { n = select("#", ...), ... }
  for i = 1, r.n do
    if type(r[i]) == "string" then r[i] = r[i]:gsub(name:gsub("%p", "%%%0"), "NAME") end
  end
  return unpack(r, 1, r.n)
end
for _, text in ipairs({ "", "return 1, 2", "x =", "#first line\nreturn 3", "#only", "-- comment", "return ...", "\n\n\nerror('e')" }) do
  write(text)
  print(("%q"):format(text))
  print(clean(pcall(dofile, name)))
  print(clean(select(2, loadfile(name))))
end
os.remove(name)
print(clean(loadfile(name)))
print(clean(pcall(dofile, name)))
print(loadfile("/"))
print(pcall(dofile, {}))
print(pcall(loadfile, {}))
