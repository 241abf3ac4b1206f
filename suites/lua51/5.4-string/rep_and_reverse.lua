-- string.rep, reverse, lower, upper, len: counts, empty strings, zeros, high bytes.
for _, n in ipairs({ -1, 0, 1, 2, 5, 2.9, "3" }) do print(n, "[" .. ("ab"):rep(n) .. "]", #(""):rep(n)) end
print(#("x"):rep(1e5), #("a\0b"):rep(3), ("abc"):reverse(), (""):reverse() == "", ("a\0b"):reverse() == "b\0a")
print(string.rep(12, 3), string.reverse(123), string.len(1e15), string.len(0.5), #"", ("\0\0"):len())
print(("MiXed 123 Äß"):lower() == "mixed 123 Äß", ("MiXed 123"):upper(), (""):upper() == "")
for b = 0, 255 do
  local c = string.char(b)
  local up, low = c:upper(), c:lower()
  if up ~= c then assert(b >= 97 and b <= 122) end
  if low ~= c then assert(b >= 65 and b <= 90) end
end
print(pcall(string.rep, "x"))
print(pcall(string.rep, {}, 1))
print(pcall(string.reverse))
print(pcall(string.lower, nil))
print(pcall(string.upper, true))
print(pcall(string.len))
