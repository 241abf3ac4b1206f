-- Chunks that are cut short or changed in their header are refused.
local dump = string.dump(function(a) local t = { a, "text", 1.5 } return #t end)
local f = loadstring(dump, "=dump")
print(f(1))
local messages = {}
for cut = 1, #dump - 1 do
  local g, m = loadstring(dump:sub(1, cut), "=cut")
  assert(g == nil)
  messages[m] = (messages[m] or 0) + 1
end
local list = {}
for m, n in pairs(messages) do list[#list + 1] = m .. " " .. n end
table.sort(list)
print(table.concat(list, "\n"))
for byte = 2, 12 do
  local changed = dump:sub(1, byte - 1) .. string.char((dump:byte(byte) + 1) % 256) .. dump:sub(byte + 1)
  print(byte, loadstring(changed, "=changed"))
end
print(loadstring(dump .. "trailing")(5))
print(loadstring("\27Lua\81", "@file.luac"), loadstring("\27Lua\81", "text name"))
