-- Line ends of every kind are counted once.
local function line(s)
  local f, m = loadstring(s, "=l")
  local _
  if f then _, m = pcall(f) end
  return m:match("^l:(%d+):") or m
end
for _, eol in ipairs({ "\n", "\r", "\r\n", "\n\r", "\n\n", "\r\r", "\r\n\r\n", "\n\r\n\r" }) do
  local s = "local a = 1" .. eol .. "local b = 2" .. eol .. "error('here')"
  print((eol:gsub("\n", "N"):gsub("\r", "R")), line(s), line(eol .. s), line("--x" .. eol .. s), line("--[[" .. eol .. "]]" .. s),
    line("local s = [[" .. eol .. eol .. "]]" .. s), line("local s = 'a\\" .. eol .. "b'" .. s))
end
print(loadstring("a\rb\rc d", "=e"), loadstring("x = \n\n\n", "=e"), loadstring("x = '\n'", "=e"))
