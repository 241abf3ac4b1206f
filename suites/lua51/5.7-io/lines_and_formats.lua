-- Reading by lines, numbers and counts from a temporary file; lines without final newline.
local name = os.tmpname()
local function write(text)
  local f = assert(io.open(name, "wb")) assert(f:write(text)) assert(f:close())
end
local function all(g)
  local r = {}
  for l in g do
    r[#r + 1] = #l .. ":" .. l
  end
  return #r .. " " .. table.concat(r, "|")
end
for _, text in ipairs({ "", "\n", "a", "a\n", "a\nb", "a\nb\n", "\n\n", "a\n\nb", "a\r\nb\r\n",
  "a\0b\nc\0" }) do
  write(text)
  print((all(io.lines(name)):gsub("%c", "?")))
end
write(("x"):rep(3000) .. "\n" .. ("y"):rep(5000))
for l in io.lines(name) do io.write(#l, " ") end
print()
write("12 0x10 -3.5e2 abc\n7")
local f = io.open(name)
print(f:read("*n")) print(f:read("*n")) print(f:read("*n")) print(f:read("*n"))
print(f:read("*a")) print(f:read("*a") == "", f:read("*l"), f:read(1), f:read(0))
f:close()
write("one\ntwo\nthree")
f = io.open(name)
print(f:read("*l", "*l", "*l", "*l")) f:seek("set") print(f:read(1, 2, 3, 0)) f:seek("set", 4)
print(f:read("*l")) print(f:seek("cur", 0)) print(f:seek("end", -2)) print(f:read("*a"))
print(f:seek("set", 100), f:read("*a"), f:read("*l")) f:close()
print(pcall(f.lines, f)) print(pcall(f.seek, f)) print(io.type(f)) print(pcall(io.close, f))
f = io.open(name) local it = f:lines() print(it(), it(), it(), it()) f:close()
local g = io.lines(name) print(g(), g(), g(), g()) print(pcall(g))
f = io.open(name, "w")
print(f:setvbuf("full", 64), f:setvbuf("line"), f:setvbuf("no"), pcall(f.setvbuf, f, "bad"))
print(f:write("a", 1, "b"), f:flush(), f:close())
print(io.open(name):read("*a"))
f = io.open(name) print(pcall(f.write, f, "x")) f:close()
f = io.open(name, "a+") f:write("end") f:seek("set") print(f:read("*a")) f:close()
f = io.open(name, "r+") f:seek("set", 1) f:write("ZZ") f:seek("set") print(f:read("*a")) f:close()
io.input(name)
print(io.read(2), io.read("*l"), io.read("*l")) io.close(io.input()) io.input(io.stdin)
local out = io.output() io.output(name)
print(io.write("default"), io.output() ~= out) io.close() io.output(out)
print(io.open(name):read())
print(pcall(io.open, name, "badmode") == true or "refused")
print(pcall(io.lines, name .. "/nothing") == false)
local tmp = io.tmpfile() tmp:write("temporary") tmp:seek("set")
print(tmp:read("*a"), io.type(tmp), tmp:close())
print(os.remove(name), io.open(name) == nil)
