-- tostring of numbers: fourteen significant digits, as the manual's %.14g gives.
local list = {
  0, 1, -1, 10, 100, 1e5, 1e10, 1e13, 1e14, 1e15, 1e16, 1e20, 1e21, 1e22, 1e99, 1e100, 1e-1, 1e-4,
  1e-5,
  1e-10, 0.1, 0.25, 0.3, 1 / 3, 2 / 3, 10 / 3, 1e14 / 3, 1e15 / 3, 3.14159265358979, 123456.789,
  99999999999999, 999999999999999, 9999999999999.5, 99999999999999.5, 0.99999999999999,
  0.999999999999999,
  2 ^ 31, 2 ^ 32, 2 ^ 52, 2 ^ 53, 2 ^ 63, 2 ^ 64, 2 ^ 1023, 2 ^ -1, 2 ^ -1022, 2 ^ -1074, 1.5, 2.5,
  1e300 * 1e10,
  -1e300 * 1e10, 123456789012345, 1234567890123456, 0.000123456789012345, 1.000000000000001, 5e-324,
}
for i = 1, #list do
  print(i, list[i], tostring(list[i]), list[i] .. "", tostring(-list[i]))
end
print(tostring(1e15) == "1e+15", 1e14 .. "" == "1e+14", 100000000000000 .. "")
print(tostring(0.1 + 0.2), 0.1 + 0.2 == 0.3, tostring(0.1 + 0.2) == tostring(0.3))
print(tonumber(tostring(1 / 3)) == 1 / 3, tonumber(tostring(0.1)) == 0.1)
local zero = 0
print(-zero, tostring(-zero), -zero == zero, 1 / -zero, 1 / zero)
