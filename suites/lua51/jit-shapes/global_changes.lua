-- Globals read, written and replaced while loops are compiled.
counter, step = 0, 1
for i = 1, 300 do
  counter = counter + step
  if i == 100 then step = 2 end
  if i == 150 then step = "3" end
  if i == 200 then step = 0.5 end
end
print(counter)
function work(x) return x + 1 end
local s = 0
for i = 1, 300 do
  s = s + work(i)
  if i == 100 then work = function(x) return -x end end
  if i == 200 then work = math.sqrt end
end
print(s)
local real_abs = math.abs
s = 0
for i = 1, 200 do
  s = s + math.abs(-i)
  if i == 120 then math.abs = function(x) return x * 2 end end
end
math.abs = real_abs
print(s)
local env = { v = 1 }
local f = setfenv(function() for i = 1, 200 do v = v + i if i == 100 then w = v v = 0 end end return v, w end, env)
print(f(), env.v, v)
gone = 5
print(pcall(function() for i = 1, 200 do if i == 150 then gone = nil end local x = gone + 1 end end))
setmetatable(_G, { __index = function(_, k) return #k end })
s = 0
for i = 1, 150 do s = s + undefined_name + (i > 100 and counter or 0) if i == 120 then undefined_name = 1 end end
print(s)
setmetatable(_G, nil)
counter, step, work, gone, undefined_name = nil, nil, nil, nil, nil
