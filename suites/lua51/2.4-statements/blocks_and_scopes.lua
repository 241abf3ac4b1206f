-- do blocks: locals end with them; shadowing in nested blocks and loops.
local x = 1
do
  local x = x + 1
  do
    local x = x + 1
    io.write(x, " ")
  end
  io.write(x, " ")
end
print(x)
do local y = 5 end
print(y)
local function f(x)
  local x = x * 2
  if x > 5 then local x = "big" return x end
  return x
end
print(f(1), f(5))
while true do local done = true if done then break end end
print(done)
repeat local z = 3 until z == 3
print(z)
local n = 0
repeat
  local stop = n >= 3
  n = n + 1
until stop
print(n)
