-- Weak values: what a full collection removes and what it keeps.
local function size(t)
  local n = 0
  for _ in pairs(t) do n = n + 1 end
  return n
end
local weak = setmetatable({}, { __mode = "v" })
local strong = {}
for i = 1, 10 do
  local object = { i }
  weak[i] = object
  weak["k" .. i] = object
  if i % 2 == 0 then strong[#strong + 1] = object end
end
collectgarbage()
print(size(weak), #strong)
for i = 1, 10 do io.write(tostring(weak[i] and weak[i][1]), " ") end
print()
-- Values that are not collectable, and strings, stay.
weak.number, weak.boolean, weak.string = 5, true, "text" .. 1
weak.func, weak.thread = function() end, coroutine.create(function() end)
collectgarbage()
print(weak.number, weak.boolean, weak.string, weak.func, weak.thread, weak.k2 == strong[1])
strong = nil
collectgarbage()
print(size(weak))
local named = setmetatable({}, { __mode = "v" })
named.self = named
named.print = print
named.literal = "literal"
collectgarbage()
print(named.self == named, named.print == print, named.literal)
-- A chain that is only reachable through the weak table.
local chain = setmetatable({}, { __mode = "v" })
local a = {}
chain[1] = a
a.next = { next = { name = "end of chain" } }
chain[2] = a.next
chain[3] = a.next.next
collectgarbage()
print(chain[1] == a, chain[2] == a.next, chain[3].name)
a.next.next = nil
collectgarbage()
print(chain[1] == a, chain[2] == a.next, chain[3])
a = nil
collectgarbage()
print(chain[1], chain[2], chain[3], next(chain))
-- The mode may be set after the metatable, before a collection.
local late = setmetatable({}, {})
late[1] = {}
collectgarbage()
print(late[1] ~= nil)
getmetatable(late).__mode = "v"
collectgarbage()
print(late[1] ~= nil)
