-- What is still alive when the program ends is finalized then, in reverse order.
local keep = {}
for i = 1, 5 do
  local u = newproxy(true)
  getmetatable(u).__gc = function() print("finalizing", i) end
  keep[i] = u
end
keep[3] = nil
collectgarbage()
print("last line")
