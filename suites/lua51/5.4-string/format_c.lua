-- string.format: %c of all bytes, with a width, and of what is out of range.
for b = 1, 255 do assert(("%c"):format(b) == string.char(b)) end
print(("%c%c%c"):format(76, 117, 97), "[" .. ("%3c"):format(65) .. "]", "[" .. ("%-3c"):format(65) .. "]")
print(#("%c"):format(0), #("[%c]"):format(0), ("[%c]"):format(0):byte(1, -1))
print(("%c"):format(65 + 256), ("%c"):format("66"), ("%c"):format(67.9))
print(pcall(string.format, "%c", "A"))
print(pcall(string.format, "%c"))
