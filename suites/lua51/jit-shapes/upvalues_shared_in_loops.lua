-- Upvalues that several closures change while loops are compiled.
local function counter()
  local n, step = 0, 1
  return function() n = n + step return n end, function(s) step = s end, function() return n end, function(v) n = v end
end
local inc, set_step, get, set = counter()
for i = 1, 300 do
  inc()
  if i == 100 then set_step(2) end
  if i == 200 then set_step(0.5) end
  if i == 250 then set("1000") end
end
print(get())
local total = 0
local function add(x) total = total + x end
for i = 1, 200 do
  add(i)
  if i % 50 == 0 then total = total - 1 end
end
print(total)
local fs = {}
for i = 1, 50 do
  local v = i
  fs[i] = { function() v = v + 1 return v end, function() return v end }
end
local s = 0
for r = 1, 5 do
  for i = 1, 50 do s = s + fs[i][1]() - fs[i][2]() + fs[(i + r) % 50 + 1][2]() end
end
print(s)
