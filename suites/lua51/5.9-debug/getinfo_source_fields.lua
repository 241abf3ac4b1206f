-- debug.getinfo "S": source, short_src, what, line numbers, for chunks of every kind of name.
local function show(f)
  local i = debug.getinfo(f, "S")
  print(i.what, #i.source, i.source:sub(1, 20):gsub("\n", "|"), i.short_src, i.linedefined, i.lastlinedefined)
end
show(print)
show(string.rep)
show(show)
show(function()

end)
for _, name in ipairs({ "@file.lua", "=name", "text of chunk", "two\nlines", "@" .. ("long/"):rep(20), "=" .. ("n"):rep(80), ("t"):rep(80), "" }) do
  show(loadstring("return 1\n\n", name))
  show(loadstring("return function()\n end", name)())
end
show(loadstring("return 1"))
show(coroutine.wrap(function() end))
local main = debug.getinfo(1, "S")
print(main.what, main.short_src == main.source:sub(2), main.linedefined, main.lastlinedefined)
