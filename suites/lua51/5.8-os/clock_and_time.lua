-- os.clock and os.time grow; os.date of now has the shape it should.
local c1, t1 = os.clock(), os.time()
local s = 0
for i = 1, 2000 do s = s + i end
local c2, t2 = os.clock(), os.time()
print(c2 >= c1, t2 >= t1, c2 - c1 < 30, t2 - t1 < 600, type(c1), t1 == math.floor(t1))
print(os.date("%Y-%m-%d"):match("^%d%d%d%d%-%d%d%-%d%d$") ~= nil, #os.date("%H:%M:%S"), os.date("%%"))
local now = os.date("*t")
print(now.year >= 2024, now.month >= 1 and now.month <= 12, now.day <= 31, now.hour <= 23, now.min <= 59, now.sec <= 61)
print(now.wday >= 1 and now.wday <= 7, now.yday >= 1 and now.yday <= 366, type(now.isdst))
print(math.abs(os.time(now) - t2) <= 5, os.time(os.date("*t", 1e9)) == 1e9, os.difftime(t2, t1) == t2 - t1)
print(type(os.date()), #os.date() > 10, os.date("!%c", 0) == os.date("!%c", 0.9))
local u, l = os.date("!*t", 1234567890), os.date("*t", 1234567890)
print(u.sec, u.min, u.hour, u.day, l.sec == u.sec)
