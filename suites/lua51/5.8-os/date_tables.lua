-- os.date("*t") and os.time: fields both ways, normalization, missing fields, isdst.
local t = os.date("!*t", 1000000000)
print(t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.isdst)
local keys = {}
for k in pairs(t) do keys[#keys + 1] = k end
table.sort(keys)
print(table.concat(keys, " "))
t = os.date("*t", 86400 * 365)
print(os.time(t) == 86400 * 365, type(t.isdst), t.sec)
local base = os.time({ year = 2020, month = 1, day = 1, hour = 0 })
for _, d in ipairs({
  { year = 2020, month = 1, day = 1, hour = 1, min = 30, sec = 15 }, { year = 2020, month = 13, day = 1, hour = 0 },
  { year = 2020, month = 2, day = 30, hour = 0 }, { year = 2020, month = 1, day = 0, hour = 0 }, { year = 2020, month = 1, day = 1, hour = 25 },
  { year = 2020, month = 1, day = 1, hour = 0, min = -1 }, { year = 2019, month = 12, day = 32, hour = 0, sec = 61 },
  { year = "2020", month = "1", day = "2", hour = "0" }, { year = 2020, month = 1, day = 1 }, { year = 2020, month = 1, day = 1, hour = 0, isdst = false },
}) do print(os.time(d) - base) end
print(pcall(os.time, {}))
print(pcall(os.time, { year = 2020 }))
print(pcall(os.time, { year = 2020, month = 1 }))
print(pcall(os.time, { month = 1, day = 1 }))
print(pcall(os.time, { year = {}, month = 1, day = 1 }))
print(pcall(os.time, "x"))
