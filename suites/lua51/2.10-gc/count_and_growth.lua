-- The count grows with what is held and falls when it is let go.
local function kb() collectgarbage() collectgarbage() return collectgarbage("count") end
local base = kb()
local held = {}
for i = 1, 2000 do held[i] = { i, tostring(i) } end
local grown = kb()
print(grown > base + 50, grown < base + 2000)
held = nil
print(kb() < base + 60)
local s = {}
for i = 1, 100 do s[i] = ("x"):rep(1000) .. i end
print(kb() > base + 90)
s = nil
print(kb() < base + 60)
local fs = {}
for i = 1, 1000 do fs[i] = function() return i end end
print(kb() > base + 30)
fs = nil
local cos = {}
for i = 1, 50 do cos[i] = coroutine.create(function() coroutine.yield() end) coroutine.resume(cos[i]) end
print(kb() > base + 30)
cos = nil
print(kb() < base + 60)
local before = kb()
for i = 1, 3000 do local t = { i } end
print(kb() - before < 20, math.abs(gcinfo() - collectgarbage("count")) <= 5)
