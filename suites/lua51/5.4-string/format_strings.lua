-- string.format with %s and %q: widths, precision, zeros, escapes and mixed arguments.
local function f(...) local ok, r = pcall(string.format, ...) print(ok and "[" .. r .. "]" or r) end
f("%s", "x") f("%s", "") f("%5s", "x") f("%-5s", "x") f("%.2s", "hello") f("%5.2s",
  "hello") f("%-5.2s", "hello") f("%.0s", "hello")
f("%s %s %s", "a", 1, 2.5) f("%s", -0.5) f("%s", 1e100) f("%10s|", 12)
f("%s", nil) f("%s", true) f("%s", {}) f("%s") f("%s %s", "one") f("%s", print)
f("%s", ("x"):rep(200)) f("%150s", "x") f("%.150s", "x") f("%99s", "x")
print(#string.format("%s", ("y"):rep(1000)), #string.format("%5s", ("y"):rep(1000)),
  #string.format("%.5s", ("y"):rep(1000)))
print(#string.format("%s", "a\0b"), #string.format("a\0%s\0", "b"), #string.format("%5s", "a\0b"))
f("%q", "plain") f("%q", 'with "quotes"') f("%q", "line\nbreak") f("%q", "back\\slash") f("%q",
  "tab\t")
f("%q", "zero\0byte") f("%q", "zero\0001") f("%q", "cr\rlf") f("%q", "\1\127\255") f("%q",
  "") f("%q", 12) f("%q", 1.5)
f("%q", nil) f("%q", {}) f("%q") f("%5q", "x")
for _, s in ipairs({ "a", "a\nb", "\0\0001", '"', "\\", "\r\n", "\r", "\\n", "\200\201" }) do
  local back = loadstring("return " .. string.format("%q", s))()
  print(#s, back == s)
end
f("%s=%d, %5.1f%%, %q, %c, %x", "key", 42, 99.5, "q", 33, 255)
f("%-10s|%10s|", "left", "right") f("%-3s%3s", "long text", "x")
f(5) f(5.5, 1) f({}) f()
f("%s%s%s%s%s%s%s%s%s%s", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
print(("%s and %s"):format("method", "style"), ("%d"):rep(3):format(1, 2, 3))
local parts = {}
for i = 1, 50 do parts[i] = "%d" end
local numbers = {}
for i = 1, 50 do numbers[i] = i end
print(string.format(table.concat(parts, ","), unpack(numbers)))
