-- string.byte: positions from both ends, ranges, bytes above 127, too many results.
local s = "a\0\127\128\255z"
print(s:byte(1, -1))
print(s:byte(), s:byte(2), s:byte(-1), s:byte(-6), s:byte(-7), s:byte(7), s:byte(0))
print(s:byte(2, 4), s:byte(-2, -1), s:byte(4, 2), s:byte(0, 2), s:byte(5, 99))
print(select("#", s:byte(7)), select("#", s:byte(3, 2)), select("#", (""):byte()))
print(string.byte(123, 1, -1), string.byte("A", "1"), ("xyz"):byte(1.9, 2.9))
print(pcall(string.byte, ("x"):rep(100000), 1, -1))
print(select("#", ("x"):rep(5000):byte(1, -1)))
print(pcall(string.byte))
print(pcall(string.byte, "x", {}))
