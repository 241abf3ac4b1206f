-- tostring of numbers: fourteen significant digits, exponents, specials.
for _, n in ipairs({
  0, 1, -1, 10, 100, 1e10, 123456789012345, 1e14, 1e15, 1e16, 123456789.123456, 0.1, 0.2 + 0.1, 1 / 3, 2 / 3, 1e-4, 1e-5,
  1.5e-7, 1e100, -1e100, 1e-300, 2 ^ 53, 2 ^ 63, 3.14159265358979, 100000000000000, 99999999999999.9, 0.1 + 1e-15,
  1 / 0, -1 / 0, 5e-324, 1.7976931348623157e308,
}) do
  print(n, tostring(n), n .. "", tostring(-n), tonumber(tostring(n)) == n)
end
print(tostring(-0.0) == "-0", tostring(0), (tostring(0 / 0):gsub("-", "")))
print(tostring(nil), tostring(true), tostring(false), tostring("text"), tostring("") == "")
print(tostring({}):match("^table: "), tostring(print):match("^function: "), tostring(newproxy()):match("^userdata: "))
print(tostring(coroutine.create(function() end)):match("^thread: "), tostring(io.stdout):match("^file "))
print(pcall(tostring))
print(tostring(1, 2), select("#", tostring(nil)))
