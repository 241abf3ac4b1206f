-- Binary chunks whose constants or code are wrong are refused before they run.
local dump = string.dump(loadstring("return 12345, 'marker'", "=c"))
local at = dump:find("marker", 1, true)
local function patched(i, byte) return dump:sub(1, i - 1) .. string.char(byte) .. dump:sub(i + 1) end
local string_tag = at - 9
print(dump:byte(string_tag), loadstring(dump)())
for _, tag in ipairs({ 2, 5, 6, 9, 255 }) do
  print(tag, loadstring(patched(string_tag, tag), "=bad"))
end
local results = {}
for i = 13, #dump do
  for _, flip in ipairs({ 1, 128 }) do
    local b = dump:byte(i)
    local changed = patched(i, (b + flip) % 256)
    local f, m = loadstring(changed, "=bad")
    if not f then
      if m:find("^bad: bad") then results[m] = (results[m] or 0) + 1 end
    end
  end
end
local messages = {}
for m in pairs(results) do messages[#messages + 1] = m end
table.sort(messages)
print(table.concat(messages, "\n"))
