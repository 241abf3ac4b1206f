-- string.byte and string.char: ranges, negatives, empty ranges, limits.
print(("abc"):byte(), ("abc"):byte(1), ("abc"):byte(3), ("abc"):byte(4), ("abc"):byte(0))
print(("abc"):byte(-1), ("abc"):byte(-3), ("abc"):byte(-4))
print(("abc"):byte(1, 3))
print(("abc"):byte(1, -1))
print(("abc"):byte(2, 10))
print(("abc"):byte(-2, -1))
print(("abc"):byte(0, 1))
print(("abc"):byte(-10, 2))
print(("abc"):byte(3, 2))
print(select("#", ("abc"):byte(3, 2)), select("#", (""):byte()), select("#", ("abc"):byte(10)))
print(("\0\1\255"):byte(1, 3))
print(("abc"):byte("2"), ("abc"):byte(1.9), ("abc"):byte(2.5, 3.5))
print(string.byte(123), string.byte(123, 1, 3))
print(string.char(), #string.char(), string.char(72, 105), #string.char(0, 0))
print(string.char("65", 66.9, 67) == "ABC", string.char(255):byte(), string.char(0):byte())
print(pcall(string.char, 256))
print(pcall(string.char, -1))
print(pcall(string.char, 65, "x"))
print(pcall(string.char, {}))
print(pcall(string.byte))
print(pcall(string.byte, {}))
print(pcall(string.byte, "abc", {}))
local all = {}
for i = 0, 255 do all[i + 1] = i end
local s = string.char(unpack(all))
print(#s, select("#", s:byte(1, -1)), (select(200, s:byte(1, -1))))
local ok = true
for i = 0, 255 do if s:byte(i + 1) ~= i or string.char(i) ~= s:sub(i + 1,
  i + 1) then ok = false end end
print(ok)
local long = ("ab"):rep(1000)
print(select("#", long:byte(1, -1)))
