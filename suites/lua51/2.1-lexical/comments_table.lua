-- Comments of every form, and those that do not end.
for _, source in ipairs({
  "--", "--\nreturn 1", "-- x\nreturn 2", "--[[ a ]] return 3", "--[=[ ]] ]=] return 4", "--[[\n\n]] return 5",
  "--[ not long\nreturn 6", "--[=\nreturn 7", "--[==[ ]=] ]==] return 8", "---[[ short\nreturn 9", "return 1 --[[x]] + 1",
  "--[[ unfinished", "--[==[ ]]", "--[[ ]] --[[ ]] return 10", "-- no newline at end", "return --[[a]] 11", "- - [[x]]",
  "--[[]]return 12--", "x --[[y]] = --[[z]] 13 return x", "--[[ [[ ]] return 14", "-", "return 5 - -5", "return 5--5\n+1",
}) do
  local f, m = loadstring(source, "=c")
  print((source:gsub("\n", "|")), f and f() or m)
end
x = nil
