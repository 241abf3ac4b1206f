-- Numbers in strings: formats of concatenation, conversions back, and rounding borders.
for _, v in ipairs({ 0.1, 1 / 3, 123456789012, 1e14, 1e15, 99999999999999, 999999999999999,
  0.00001, 1e-7, 1.5e300, -2.5, 100, 2 ^ 24, 2 ^ 40 + 0.5, 12345.678901234 }) do
  local s = v .. ""
  print(s, tonumber(s) == v, #s, s == tostring(v), s == string.format("%.14g", v))
end
print(1 .. 2 == "12", 1.0 .. "", -0.0 .. "", 1e0 .. "", 0x10 .. "", 1e2 .. 3)
print("1" + "2", "1" .. "2", 1 + "2" .. 3, "0x1F" + 0, "1e2" + 0, " 3 " * 2)
print(10 / 2 .. "", 7 / 2 .. "", 2 ^ 10 .. "", 10 % 3 .. "", -7 .. "", (2 ^ 53 + 1) .. "")
print(tostring(1e15 + 0.3), tostring(123456.7890123), tostring(1e100 / 3), tostring(2 / 3 * 1e-5))
local s = ""
for i = -3, 3 do s = s .. i .. ":" .. i / 2 .. ":" .. i * 1e7 .. " " end
print(s)
local total = 0
for n in ("1,2.5,1e2,0x10,-3"):gmatch("[^,]+") do total = total + n end
print(total)
for _, base in ipairs({ 2, 8, 16, 36 }) do
  local digits, v, out = "0123456789abcdefghijklmnopqrstuvwxyz", 123456, ""
  repeat local d = v % base out = digits:sub(d + 1, d + 1) .. out v = (v - d) / base until v == 0
  print(base, out, tonumber(out, base))
end
print(string.format("%d", "12"), ("%s"):format(12), ("%s"):format(1.50), ("%5s|%-5s|"):format(1, 2))
print(#tostring(0.1), #tostring(1e100), #tostring(-1 / 3), #(1e15 .. ""))
print(tostring(3) == "3", tostring(3.0) == "3", tostring(-3.0), 3 == 3.0, "3" == "3.0")
print(table.concat({ 1, 1.5, -2, 1e20, 0x7f }, " "), ("x"):rep(3.0), ("abc"):sub("2", 3.0))
print(tonumber("1e1"), tonumber("1e+1"), tonumber(".5e1"), tonumber("5.e-1"), tonumber("0.5e01"))
print(1e15, 1e14, 123456789.123, 0.1 + 0.7, 4.35 * 100, 1.1 * 1.1, 1e16 + 1)
local ok = 0
for i = 1, 300 do
  if tonumber(tostring(i / 8)) == i / 8 and tonumber(i .. "") == i then
    ok = ok + 1
  end
end
print(ok)
