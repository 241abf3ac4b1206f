-- Binary chunks whose constants, counts or code are wrong are refused before they run.
local dump = string.dump(loadstring("return 12345, 'marker'", "=c"))
local function patched(i, byte) return dump:sub(1, i - 1) .. string.char(byte) .. dump:sub(i + 1) end
print(loadstring(dump)())
local string_tag = dump:find("marker", 1, true) - 9
print(dump:byte(string_tag))
for _, tag in ipairs({ 2, 5, 6, 9, 255 }) do
  print(tag, loadstring(patched(string_tag, tag), "=bad"))
end
-- Header and name take 23 bytes; lines, sizes and the count of instructions 16; the code 16.
for i = 24, 55 do
  for _, byte in ipairs({ 255, (dump:byte(i) + 1) % 256 }) do
    local f, m = loadstring(patched(i, byte), "=bad")
    print(i, byte, f and "accepted" or m)
  end
end
