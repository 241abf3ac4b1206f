-- An uncaught error in a comparator: C functions stand in the traceback.
local t = { 3, 1, 2 }
table.sort(t, function(a, b) return a < b end)
print(table.concat(t, " "))
table.sort(t, function(a, b)
  if a == 2 then error("cannot compare two") end
  return a < b
end)
