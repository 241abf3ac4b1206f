-- os.time of fixed fields, os.date in UTC of fixed times, difftime, getenv and others.
local t = os.time({ year = 2001, month = 2, day = 3, hour = 4, min = 5, sec = 6 })
local d = os.date("*t", t)
print(d.year, d.month, d.day, d.hour, d.min, d.sec, d.wday, d.yday, type(d.isdst))
for _, stamp in ipairs({ 0, 1, 86399, 86400, 951782400, 1000000000, 1234567890, 2147483647,
  4102444800 }) do
  local u = os.date("!*t", stamp)
  print(stamp, os.date("!%Y-%m-%d %H:%M:%S", stamp), u.wday, u.yday, u.isdst)
end
print(os.date("!%a %A %b %B %d %H %I %j %m %M %p %S %w %y %Y %%", 1000000000))
print(os.date("!%x %X %c", 0))
print(os.date("!", 0) == "", os.date("!plain text", 0))
print(os.difftime(10, 5), os.difftime(5, 10), os.difftime(1e9, 0), pcall(os.difftime))
local base = os.time({ year = 2000, month = 1, day = 1, hour = 12 })
print(os.time({ year = 2000, month = 1, day = 2, hour = 12 }) - base, os.time({ year = 2000,
  month = 1, day = 1 }) - base)
print(os.time({ year = 2000, month = 1, day = 1, hour = 13, min = 0, sec = 0 }) - base)
print(os.time({ year = 2000, month = 1, day = 32, hour = 12 }) == os.time({ year = 2000, month = 2,
  day = 1, hour = 12 }))
print(os.time({ year = 2000, month = 14, day = 1, hour = 12 }) == os.time({ year = 2001, month = 2,
  day = 1, hour = 12 }))
print(os.time({ year = 2000, month = 3, day = 0, hour = 12 }) == os.time({ year = 2000, month = 2,
  day = 29, hour = 12 }))
print(os.time({ year = 2000, month = 1, day = 1, hour = 12, min = 90 }) - base,
  os.time({ year = "2000", month = "1", day = "1" }) == base)
print(pcall(os.time, {})) print(pcall(os.time, { year = 2000 })) print(pcall(os.time,
  { year = 2000, month = 1 })) print(pcall(os.time, { year = "x", month = 1,
  day = 1 })) print(pcall(os.time, 5))
print(type(os.time()), type(os.clock()), type(os.date()), os.clock() >= 0, os.time() > 1e9)
print(os.getenv("A_VARIABLE_THAT_IS_NOT_SET"), pcall(os.getenv), type(os.tmpname), pcall(os.remove))
print(os.remove("nonexistent/file"))
print(os.rename("nonexistent/a", "nonexistent/b"))
local name, other = os.tmpname(), os.tmpname()
io.open(name, "w"):close()
print(os.rename(name, other), io.open(name) == nil, os.remove(other), os.remove(other) == nil)
print(type(os.setlocale()), os.setlocale("C", "collate"), os.setlocale("no such locale"))
print(pcall(os.setlocale, "C", "bad"))
local names = {}
for k in pairs(os) do names[#names + 1] = k end
table.sort(names)
print(table.concat(names, " "))
