-- Calendars computed from day numbers: weekdays, leap years, Easter.
local function leap(y) return y % 4 == 0 and (y % 100 ~= 0 or y % 400 == 0) end
local function days_in(y, m) return ({ 31, leap(y) and 29 or 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 })[m] end
local function number(y, m, d) y = m <= 2 and y - 1 or y local era = math.floor(y / 400) local yoe = y - era * 400 local doy = math.floor((153 * (m + (m > 2 and -3 or 9)) + 2) / 5) + d - 1 return era * 146097 + yoe * 365 + math.floor(yoe / 4) - math.floor(yoe / 100) + doy - 719468 end
for _, d in ipairs({ { 1970, 1, 1 }, { 2000, 2, 29 }, { 2024, 12, 31 }, { 1969, 12, 31 }, { 1900, 3, 1 }, { 2100, 2, 28 } }) do
  local n = number(unpack(d))
  print(n, (n + 4) % 7, os.date("!%Y-%m-%d", n * 86400), leap(d[1]), days_in(d[1], d[2]))
end
local function easter(y)
  local a, b, c = y % 19, math.floor(y / 100), y % 100
  local d, e = math.floor(b / 4), b % 4
  local g = math.floor((8 * b + 13) / 25)
  local h = (19 * a + b - d - g + 15) % 30
  local i, k = math.floor(c / 4), c % 4
  local l = (32 + 2 * e + 2 * i - h - k) % 7
  local m = math.floor((a + 11 * h + 19 * l) / 433)
  local month = math.floor((h + l - 7 * m + 90) / 25)
  return month, (h + l - 7 * m + 33 * month + 19) % 32
end
for y = 2020, 2027 do io.write(("%d-%02d-%02d "):format(y, easter(y))) end
print()
local row = {}
for i = 1, (number(2024, 2, 1) + 3) % 7 do row[i] = "  " end
for d = 1, days_in(2024, 2) do
  row[#row + 1] = ("%2d"):format(d)
  if #row == 7 then print(table.concat(row, " ")) row = {} end
end
print(table.concat(row, " "))
