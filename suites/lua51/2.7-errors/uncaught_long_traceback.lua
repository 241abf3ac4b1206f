-- A traceback of many levels shows the first and the last of them.
local function down(n)
  if n == 0 then error("at the bottom") end
  down(n - 1)
  return n
end
print("going down")
down(60)
