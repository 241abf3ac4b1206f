-- Bytes above 127 and control bytes: fine in strings and comments, errors elsewhere.
print(#"äöü", "ä" == "\195\164", ("\128\200\255"):byte(1, -1))
-- ein Kommentar mit Umlauten: äöü
for b = 0, 255 do
  local c = string.char(b)
  local f, m = loadstring("return " .. c .. "1", "=b")
  if not (b >= 48 and b <= 57) and not c:match("[%s%a_]") then
    io.write(b, ":", f and "fine" or (m:gsub("^b:1: ", ""):gsub("[%c\128-\255]", "?")), " ")
    if b % 4 == 3 then io.write("\n") end
  end
end
print()
print(loadstring("x = '\0' return #x")(), x)
x = nil
