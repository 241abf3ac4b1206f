-- os.date: every conversion of the C library that the manual's function takes, in UTC.
local times = { 0, 86399, 951782400, 1000000000, 1234567890, 2147483647, 1709164800 }
for _, c in ipairs({ "a", "A", "b", "B", "c", "d", "H", "I", "j", "m", "M", "p", "S", "U", "w", "W", "x", "X", "y", "Y", "%" }) do
  local row = {}
  for i, t in ipairs(times) do row[i] = os.date("!%" .. c, t) end
  print(c, table.concat(row, "|"))
end
print(os.date("!%d.%m.%y at %H:%M:%S", 1e9), os.date("!100%%", 0), #os.date("!%Z", 0), os.date("!no", 0))
print(os.date("!" .. ("%Y-"):rep(20), 0))
print(type(os.date("%c")), type(os.date("%Z")), #os.date("%H") == 2, os.date("", 0) == "")
print(os.date("!%Y", 1e9 + 0.9), os.date("!%H", "3600"), os.date("!%x", -86400))
print(pcall(os.date, {}))
print(pcall(os.date, "%Y", {}))
