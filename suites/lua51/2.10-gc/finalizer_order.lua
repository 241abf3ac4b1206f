-- Finalizers run in the reverse order of creation, once each.
local log = {}
local function make(name)
  local u = newproxy(true)
  getmetatable(u).__gc = function() log[#log + 1] = name end
  return u
end
local held = {}
for i = 1, 8 do held[i] = make("u" .. i) end
held = nil
collectgarbage()
print(table.concat(log, " "))
log = {}
local a, b, c = make("a"), make("b"), make("c")
b = nil
collectgarbage()
a = nil
collectgarbage()
print(table.concat(log, " "))
c = nil
collectgarbage()
collectgarbage()
print(table.concat(log, " "))
local shared = newproxy(true)
getmetatable(shared).__gc = function(u) log[#log + 1] = u == shared and "shared" or "copy" end
held = { newproxy(shared), newproxy(shared), newproxy(shared) }
held = nil
collectgarbage()
print(table.concat(log, " "))
