-- Every function and method of files, with every kind of argument and failure.
-- needs: system
local tostring_, print_ = tostring, print
function show(name, ...)
  local t = {n = select("#", ...), ...}
  for i = 1, t.n do
    local v = t[i]
    local s = type(v) == "string" and string.format("%q", v) or tostring_(v)
    t[i] = s
  end
  io.write(tostring_(name), "\t", table.concat(t, " | "), "\n")
end
function try(name, f, ...) show(name, pcall(f, ...)) end
local name = os.tmpname() io.open(name,"w"):close()
local function mask(...) local t = {n = select("#", ...), ...} for i = 1, t.n do if type(t[i]) == "string" then t[i] = t[i]:gsub(name:gsub("%p", "%%%0"), "NAME") end end return unpack(t, 1, t.n) end
local function show(n, ...) _G.show(n, mask(...)) end
local function w(s) local f = assert(io.open(name, "wb")) f:write(s) f:close() end
local function r() local f = assert(io.open(name, "rb")) local s = f:read("*a") f:close() return s end
show("open", io.open("nonexistent/x")) show("open", io.open("/nonexistent")) show("open", io.open("/tmp", "w")) show("open", pcall(io.open)) show("open", pcall(io.open, {})) show("open", pcall(io.open, name, {})) show("open", io.open(name, "x")) show("open", io.open(name, "")) show("open", pcall(io.open, name, "rw")) show("open", io.open("/tmp")) show("open", io.open("")) show("open", io.open("a\0b"))
for _, m in ipairs{"r", "w", "a", "r+", "w+", "a+", "rb", "wb", "ab", "r+b", "rb+", "w+b", "a+b"} do
  w("old\nline2\n")
  local f, e = io.open(name, m)
  show(m, f ~= nil, e)
  if f then
    show(m, "read", f:read("*l")) show(m, "seek", f:seek()) show(m, "write", f:write("NEW") == true, f:seek()) f:seek("set", 0) show(m, "read", f:read("*a")) f:seek("set", 1) show(m, "w2", f:write("X")) show("end", f:seek("end")) show("close", f:close()) show(m, r())
  end
end
-- methods on closed
local f = io.open(name) f:close()
for _, m in ipairs{"close", "flush", "lines", "read", "seek", "setvbuf", "write"} do show(m, pcall(f[m], f)) show(m, pcall(function() return f[m](f) end)) show(m, pcall(f[m])) show(m, pcall(f[m], 1)) show(m, pcall(f[m], {})) show(m, pcall(f[m], newproxy())) end
show("closed", pcall(function() return f:read() end)) show("tostring", tostring(f), io.type(f), io.type(io.stdout), io.type(5), io.type({}), io.type(newproxy()), pcall(io.type)) show("fclose", pcall(io.close, f)) show("lines", pcall(io.lines, name .. "x")) show("lines", pcall(io.lines, {})) show("meta", getmetatable(f).__index == getmetatable(f), type(getmetatable(f).__gc), type(getmetatable(f).__tostring)) local ks = {} for k in pairs(getmetatable(f)) do ks[#ks + 1] = k end print(table.concat(ks, " ")) for k in pairs(io) do io.write(k, " ") end print()
show("tostring", (tostring(io.stdout):gsub("0x%x+", "ADDR")))
-- reads
w("line1\nline2\n\n12 0x1F -3.5e2 .5 abc\nlast")
f = io.open(name)
show("l", f:read()) show("l", f:read("*l")) show("l", f:read("*l")) show("n", f:read("*n", "*n", "*n", "*n")) show("n", f:read("*n")) show("n", f:read("*n", "*l")) show("rest", f:read("*l")) show("0", f:read(0)) show("3", f:read(3)) show("100", f:read(100)) show("0", f:read(0)) show("eof", f:read()) show("eof", f:read("*a")) show("eof", f:read("*n")) show("eof", f:read(5)) show("eof", f:read("*a", "*a")) show("eof", f:read("*l", "*a"))
f:seek("set") show("multi", f:read("*l", "*l", 1, 2, "*n", 0, "*a")) f:seek("set") show("many", f:read("*l", "*l", "*l", "*l", "*l", "*l", "*l")) f:seek("set")
show("bad", pcall(f.read, f, "x")) show("bad", pcall(f.read, f, "*x")) show("bad", pcall(f.read, f, "*")) show("bad", pcall(f.read, f, {})) show("bad", pcall(f.read, f, nil)) show("bad", pcall(f.read, f, "*l", "z")) show("bad", pcall(f.read, f, "l")) show("neg", pcall(f.read, f, -1) ) show("f", f:read(2.9)) show("long", f:read("*lxx")) show("num str", pcall(f.read, f, "3"))
f:close()
for _, t in ipairs{"1", " 1", "\n\n 7", "1e", "1e5x", "0x", "0xg", "0x1.8p1", "+5", "-5", "- 5", "--5", ".", "e5", "1.2.3", "inf", "nan", "infinity", "infx", "nano", "1e+", "1e+x", "1,2", "0b1", "1_0", ("9"):rep(300), "0x" .. ("f"):rep(50), "00012", "1e400", "-", "+", "0x.8", "0x8.p", "12abc", "5\0006"} do w(t .. " tail\nz") f = io.open(name) local ok, a = pcall(f.read, f, "*n") show(t:sub(1, 30), ok, a, f:read("*a")) f:close() end
for _, t in ipairs{"", "\n", "a", "a\n", "a\nb", "a\r\nb", "a\0b\nc", "\0\n", ("x"):rep(5000) .. "\ny", "a\0\nb", "\n\n"} do w(t) local n = 0 for l in io.lines(name) do n = n + 1 show("line", n, l:sub(1, 10), #l) end f = io.open(name) for l in f:lines() do show("fline", #l) end show("again", f:read()) show("lines after end", pcall(f:lines())) f:close() end
-- lines
local it = io.lines(name) show("it", it()) show("it", it()) show("it", it()) show("it", pcall(it)) 
f = io.open(name) it = f:lines() f:close() show("it", pcall(it)) show("lines args", pcall(io.lines, name, "*n"))
f = io.open(name) local g = f:lines() show("x", pcall(g, 1, 2)) f:close()
-- seek
w("0123456789") f = io.open(name, "r+") show("seek", f:seek()) show("seek", f:seek("set", 3), f:read(2), f:seek("cur"), f:seek("cur", -1), f:read(1), f:seek("end"), f:seek("end", -2), f:read("*a")) show("seek", f:seek("set", -1)) show("seek", pcall(f.seek, f, "bad")) show("seek", pcall(f.seek, f, "set", "x")) show("seek", pcall(f.seek, f, 5)) show("seek", f:seek("set", 100), f:read(1), f:write("Z"), f:seek()) f:close() show("size", #r()) f = io.open(name, "r+") show("seek", f:seek("set", 2.7)) show("rw", f:read(2), f:write("ab"), f:read(1)) f:seek("cur", 0) show("rw", f:read("*a")) f:close() show("r", r():sub(1, 20))
-- setvbuf
f = io.open(name, "w") show("vbuf", f:setvbuf("no"), f:setvbuf("full", 1024), f:setvbuf("line"), f:setvbuf("full")) show("vbuf", pcall(f.setvbuf, f, "x")) show("vbuf", pcall(f.setvbuf, f)) show("vbuf", pcall(f.setvbuf, f, "full", "x")) f:close()
f = io.open(name, "w") f:setvbuf("no") f:write("now") show("vb", r()) f:setvbuf("full", 100) f:write("later") show("vb", r()) f:flush() show("vb", r()) f:setvbuf("line") f:write("a") show("vb", r()) f:write("b\nc") show("vb", r()) f:close() show("vb", r())
-- write
f = io.open(name, "w") show("write", f:write(), f:write("a", 1, 2.5, -0.0, 1e100), pcall(f.write, f, nil)) show("write", pcall(f.write, f, "x", {})) show("write", pcall(f.write, f, true)) show("read on w", f:read("*l")) show("read on w", f:read("*a")) f:close() show("r", r()) f = io.open(name, "r") show("write on r", f:write("x")) show("flush", f:flush() ~= nil) f:close()
f = io.open("/dev/full", "w") if f then show("full", f:write(("x"):rep(10)) ~= nil, f:flush()) show("full", f:close()) end
f = io.open("/dev/full", "w") if f then f:setvbuf("no") show("full", f:write("x")) show("full", f:write("x", "y")) f:close() end
show("rel", type(io.stdout:seek()), io.stdout:setvbuf("full"))
-- default files
local out, inp = io.output(), io.input() show("def", out == io.stdout, inp == io.stdin) w("in1\nin2\n") show("input", io.input(name) ~= nil, io.read()) show("io.lines", (function() local t = {} for l in io.lines() do t[#t + 1] = l end return unpack(t) end)()) show("close in", io.close(io.input())) show("rd closed", pcall(io.read)) show("lines closed", pcall(io.lines)) show("input", pcall(io.input)) io.input(io.stdin) show("input bad", pcall(io.input, "/nonexistent")) show("input bad", pcall(io.input, {})) show("output bad", pcall(io.output, "nonexistent/x"))
io.output(name) io.write("to file", 1) show2 = io.output() io.close() local o2, e2 = pcall(io.write, "x") local o3, e3 = pcall(io.close) local o4, e4 = pcall(io.output) local o5, e5 = pcall(io.flush) io.output(out) show("out", r(), o2, e2, o3, e3, o4, o5, e5) show("out same", io.output(out) == out) show("flush", io.flush() ~= nil, pcall(io.flush, 1))
show("env", pcall(function() io.input(name) local f = io.input() f:close() return io.read("*l") end)) io.input(io.stdin)


-- tmpfile
f = io.tmpfile() f:write("tmp") f:seek("set") show("tmp", f:read("*a"), f:close()) show("tmp", pcall(io.tmpfile, 1) )
-- std
show("std", pcall(function() return io.stdin:close() end)) show("std", pcall(io.stdout.close, io.stdout)) show("std", pcall(io.close, io.stderr)) show("std", io.type(io.stdout)) show("io.close", pcall(io.close, 5))
-- collection
do local f = io.open(name, "w") f:write("unflushed") end f = nil collectgarbage() collectgarbage() show("gc", r())
show("gc", pcall(getmetatable(io.stdout).__gc, io.stdout)) show("gc", pcall(getmetatable(io.stdout).__gc)) show("gc", pcall(getmetatable(io.stdout).__tostring)) show("gc", pcall(getmetatable(io.stdout).__tostring, {}))
show("fenv", type(debug.getfenv(io.stdout)), type(debug.getfenv(io.open)), type(debug.getfenv(io.stdout).__close), debug.getfenv(io.open)[1] == io.stdin, debug.getfenv(io.open)[2] == io.stdout, debug.getfenv(io.popen) == debug.getfenv(io.open), type(debug.getfenv(io.popen).__close), type(debug.getfenv(io.open).__close), debug.getfenv(io.stdout) == debug.getfenv(io.open), debug.getfenv(io.stdout) == debug.getfenv(io.stdin), debug.getfenv(io.stdout.write) == _G, debug.getfenv(io.tmpfile) == debug.getfenv(io.open), debug.getfenv(io.tmpfile()) == debug.getfenv(io.open), debug.getfenv(io.lines) == debug.getfenv(io.open), debug.getfenv(io.lines(name)) == debug.getfenv(io.open), debug.getfenv(getmetatable(io.stdout).__gc) == _G, debug.getfenv(debug.getfenv(io.open).__close) == debug.getfenv(io.open), debug.getfenv(debug.getfenv(io.stdout).__close) == debug.getfenv(io.open))
show("method errs", pcall(function() io.stdout.write() end)) show("method errs", pcall(function() io.stdout.write("x") end)) show("method errs", pcall(function() io.stdout:write({}) end)) show("method errs", pcall(function() io.stdout:seek("x") end)) show("method errs", pcall(function() io.stdout:nope() end)) show("method errs", pcall(function() io.write({}) end)) show("method errs", pcall(function() io.stdout:read("x") end)) show("ferr", pcall(function() local f = io.stdout f.x = 1 end)) show("ferr", pcall(function() return #io.stdout end)) show("ferr", pcall(function() return io.stdout + 1 end)) show("ferr", pcall(function() return io.stdout .. "" end)) show("ferr", pcall(function() return io.stdout() end)) show("ferr", io.stdout == io.stdout, io.stdout.foo)
os.remove(name)
