--- objects die while loops run
local live = setmetatable({}, { __mode = "v" })
local function make(i) return { id = i, sub = { i }, name = "o" .. i } end
local s = 0
for i = 1, 300 do
  local o = make(i)
  live[i] = o
  s = s + o.sub[1] + #o.name
  if i % 50 == 0 then collectgarbage() end
  collectgarbage("step", 1)
end
collectgarbage()
local n = 0
for k in pairs(live) do n = n + 1 end
print(s, n)
--- fragments keep no closure or metatable alive
local w = setmetatable({}, { __mode = "k" })
do
  local up = 0
  local f = function(x) up = up + x return up end
  w[f] = true
  for i = 1, 200 do f(i) end
end
do
  local up = 0
  local t = { m = function(self, x) up = up + x return up end }
  local mt = { __index = t }
  local o = setmetatable({}, mt)
  w[t], w[o], w[mt] = true, true, true
  for i = 1, 200 do o:m(i) end
end
local a, b, c, d, e, f, g
collectgarbage()
collectgarbage()
print(next(w))
--- finalizers run
local ended = 0
for i = 1, 200 do
  local p = newproxy(true)
  getmetatable(p).__gc = function() ended = ended + 1 end
  if i % 30 == 0 then collectgarbage() end
end
local a, b, c, d
collectgarbage()
print(ended)
--- closures and coroutines survive what they refer to
local keep, s = {}, 0
for i = 1, 100 do
  local v = { i }
  keep[i] = function() return v, i end
  collectgarbage("step")
end
for i = 1, 100 do
  local a, b = keep[i]()
  s = s + b + a[1]
end
for i = 1, 60 do
  local c = coroutine.wrap(function()
    local x = { i }
    coroutine.yield(x)
  end)
  s = s + c()[1]
  if i % 20 == 0 then collectgarbage() end
end
print(s)
