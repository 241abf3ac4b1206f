-- Each iteration has its own variables, in every kind of loop.
local fs = {}
for i = 1, 5 do fs[i] = function() return i end end
for k, v in pairs({ "a", "b" }) do fs[#fs + 1] = function() return k .. v end end
for v in ("xyz"):gmatch(".") do fs[#fs + 1] = function() v = v .. "!" return v end end
local i = 0
while i < 2 do
  i = i + 1
  local j = i * 10
  fs[#fs + 1] = function() j = j + 1 return j end
end
repeat
  local j = i * 100
  fs[#fs + 1] = function() return j, i end
  i = i + 1
until j > 300
for r = 1, 2 do
  for n = 1, #fs do io.write(tostring(fs[n]()), " ") end
  print()
end
local gets = {}
for n = 1, 3 do
  local v = n
  gets[n] = { get = function() return v end, set = function(x) v = x end }
end
gets[1].set("one")
print(gets[1].get(), gets[2].get(), gets[3].get())
local first
for n = 1, 10 do
  local function f() return n end
  if n == 4 then first = f break end
end
print(first())
