-- Objects held by upvalues live as long as a closure does.
local weak = setmetatable({}, { __mode = "v" })
local function make()
  local big, other = { "big" }, { "other" }
  weak.big, weak.other = big, other
  return function() return big end, function() return other end
end
local f, g = make()
collectgarbage()
print(weak.big ~= nil, weak.other ~= nil, f()[1], g()[1])
g = nil
collectgarbage()
print(weak.big ~= nil, weak.other)
f = nil
collectgarbage()
print(weak.big)
local function chain(n)
  local link = { n }
  weak[n] = link
  if n == 0 then return function() return link end end
  local inner = chain(n - 1)
  return function() return inner, link end
end
local h = chain(10)
collectgarbage()
local alive = 0
for i = 0, 10 do if weak[i] then alive = alive + 1 end end
print(alive)
for _ = 1, 5 do h = h() end
collectgarbage()
alive = 0
for i = 0, 10 do if weak[i] then alive = alive + 1 end end
print(alive)
