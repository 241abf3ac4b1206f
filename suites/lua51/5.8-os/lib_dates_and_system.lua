-- os.date with every conversion, os.time with every field, and what the system answers.
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
local T = 1234567890
for c in ("aAbBcCdDeFgGhHIjklmMnNopPqrRsStTuUvVwWxXyYzZ%EO123!*"):gmatch(".") do show(c, pcall(os.date, "%" .. c, T)) show("!" .. c, pcall(os.date, "!%" .. c, T)) end
show("d", os.date("!%Y-%m-%d %H:%M:%S", 0)) show("d", os.date("!%c", 0)) show("d", os.date("!%", 0)) show("d", os.date("!%%", 0)) show("d", os.date("", 0)) show("d", os.date("!", 0)) show("d", os.date("!%Ex", 0)) show("d", os.date("a\0b", 0)) show("d", os.date("!!%Y", 0)) show("d", os.date("!x%", T)) show("d", os.date("!%x %X %p", T))
for _, t in ipairs{0, T, -1, 1e10, -1e10, 1e12, 2^31, 2^40, 951782400, 1e15, 1e17, -2^55, 1/0, 0/0} do local d = os.date("!*t", t) show("t" .. t, d and d.year, d and d.month, d and d.day, d and d.hour, d and d.min, d and d.sec, d and d.wday, d and d.yday, d and d.isdst) show("s", os.date("!%Y", t)) show("l", os.date("%c", t)) end
local ks = {} for k in pairs(os.date("*t", T)) do ks[#ks + 1] = k end print(table.concat(ks, " "))
show("date*t", type(os.date("*tx", T)), os.date("*tx", T), type(os.date("*t"))) show("e", pcall(os.date, {})) show("e", pcall(os.date, "%c", {})) show("e", pcall(os.date, "%c", "x")) show("e", os.date("!%c", "5"))
for _, t in ipairs{{year = 2000, month = 1, day = 1}, {year = 2000, month = 1, day = 1, hour = 0}, {year = 2000, month = 13, day = 32}, {year = 2000, month = 0, day = 0, hour = -5}, {year = 1970, month = 1, day = 1, hour = 0}, {year = 1969, month = 12, day = 31, hour = 23, min = 59, sec = 59}, {year = 1900, month = 1, day = 1}, {year = 10000, month = 1, day = 1}, {year = 2^31, month = 1, day = 1}, {year = 2000, month = 6, day = 1, isdst = true}, {year = 2000, month = 6, day = 1, isdst = false}, {year = 2000, month = 6, day = 1, isdst = "x"}, {year = "2000", month = " 6 ", day = "0x1"}, {year = 2000.9, month = 6.9, day = 1.9}, {year = 2000, month = 6}, {year = 2000, day = 1}, {month = 1, day = 1}, {}, {year = 2000, month = 1, day = 1, sec = 1e6}, {year = 2000, month = {}, day = 1}, setmetatable({}, {__index = function(t, k) return 5 end}), {year = 2000, month = 1, day = 1, hour = "x"}, {year = -5000000, month = 1, day = 1}, {year=2000, month=-5, day=1}} do show("time", pcall(os.time, t)) end
show("env", os.getenv("HOME") ~= nil, os.getenv("NOPE_X"), pcall(os.getenv), os.getenv("")) show("env", pcall(os.getenv, {}))
show("rm", os.remove("/nonexistent")) show("rm", os.remove("nonexistent/x")) show("rm", os.remove("/proc")) show("rm", os.remove("")) show("rm", pcall(os.remove)) show("rn", os.rename("/nonexistent", "/tmp/x")) show("rn", pcall(os.rename, "a")) show("rn", os.rename("", ""))
local n = os.tmpname() io.open(n, "w"):close() show("rn", os.rename(n, n .. "b")) show("rm", os.remove(n .. "b")) show("tmp", type(n), n:match("^/tmp/") ~= nil)
os.execute("mkdir /tmp/lua_dir_x") show("rmdir", os.remove("/tmp/lua_dir_x"))
show("ex", os.execute()) show("ex", os.execute("exit 3")) show("ex", os.execute("true")) show("ex", os.execute("kill -9 $$")) show("ex", pcall(os.execute, {})) show("ex", os.execute("")) show("ex", os.execute("nonexistent_cmd 2>/dev/null")) show("ex", os.execute(nil))
show("loc", os.setlocale("C"), os.setlocale("xx"), os.setlocale("C", "numeric"), pcall(os.setlocale, "C", "x")) show("loc", os.setlocale(nil, "collate"), os.setlocale(nil, "numeric"), os.setlocale("POSIX")) show("loc", pcall(os.setlocale, {})) show("loc", pcall(os.setlocale, "C", {}))
for k in pairs(os) do io.write(k, " ") end print()
