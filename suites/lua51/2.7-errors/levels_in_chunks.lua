-- Messages name the chunk by its kind: file, text or other, shortened where it is long.
for _, name in ipairs({
  "@file.lua", "=exact", "text", "", "=", "@", "return 1\nnext line", "\nempty first line",
  "@" .. ("dir/"):rep(30) .. "f.lua", "=" .. ("e"):rep(100), ("t"):rep(100), "short\rreturn",
}) do
  local f = loadstring("\nerror('message')", name)
  print(pcall(f))
  print(loadstring("x =", name))
  print(debug.getinfo(f, "S").short_src)
end
print(pcall(loadstring("error('no name')")))
print(pcall(loadstring("local x = 'a long first line of the chunk which is cut' error('m')")))
