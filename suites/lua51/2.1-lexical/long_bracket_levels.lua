-- Long brackets of levels 0 to 5: nesting, first line breaks, near misses.
print([[a]], [=[b]=], [==[c]==], [===[d]===], [=====[e]=====])
print([=[ ]] ]=], [==[ ]=] ]] ]==], [[ ]=] ]], [=[[[nested]]]=], #[[
]], #[[

]], #[==[
x]==])
print([[no \n escapes \\ "quotes" 'here']], [[--not a comment]], #[[a
b]])
for _, source in ipairs({
  "[[", "[=[", "[=[]]", "[==[ ]=]", "[[ [[ ]]", "[[ [=[ ]]", "[=x", "[==", "[=", "[=[ [=[ ]=]", "[[]]]]", "[=[a]=]]=]",
  "[[\r\n\r\n]]", "[[\n\r\n\r]]", "[[\r\r]]", "[[a\rb\nc]]",
}) do
  local f, m = loadstring("return " .. source, "=l")
  print((source:gsub("%c", "?")), f and ("%q"):format(f()) or m)
end
