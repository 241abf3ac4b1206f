-- Globals read, written and redefined in hot loops, and through changed environments.
total = 0
for i = 1, 300 do total = total + i end
print(total)
function step(x) return x + 1 end
total = 0
for i = 1, 300 do total = step(total) if i == 150 then function step(x) return x + 2 end end end
print(total)
for i = 1, 300 do fresh = i if i == 200 then fresh = nil end end
print(fresh)
local misses = 0
for i = 1, 300 do if absent == nil then misses = misses + 1 end if i == 250 then absent = 1 end end
print(misses) absent = nil
local seen = 0
for i = 1, 300 do
  if i == 100 then setmetatable(_G, { __index = function(_, k) return #k end }) end
  if i == 200 then setmetatable(_G, nil) end
  seen = seen + (unknown_name or 0)
end
print(seen)
local f = function() value = (value or 0) + 1 return value end
local env = {}
for i = 1, 300 do if i == 100 then setfenv(f, env) elseif i == 200 then setfenv(f, _G) end f() end
print(value, env.value) value = nil
local real = math.floor
local s = 0
for i = 1, 300 do
  if i == 100 then
    math.floor = function(x)
      return 1
    end
  elseif i == 200 then
    math.floor = real
  end
  s = s + math.floor(i / 2)
end
print(s)
local old = tostring
s = 0
for i = 1, 300 do
  if i == 100 then
    tostring = function()
      return "xx"
    end
  elseif i == 200 then
    tostring = old
  end
  s = s + #tostring(i)
end
print(s)
for i = 1, 200 do _G["dyn" .. i % 10] = (_G["dyn" .. i % 10] or 0) + i end
print(dyn0, dyn5, dyn9)
for i = 0, 9 do _G["dyn" .. i] = nil end
local writes = {}
setmetatable(_G, { __newindex = function(t, k, v) writes[#writes + 1] = k rawset(t, k, v) end })
for i = 1, 100 do created_late = i end
created_late = nil
for i = 1, 10 do created_late = i created_late = nil end
setmetatable(_G, nil)
print(#writes, writes[1])
ca, cb = 1, 2
for i = 1, 301 do ca, cb = cb, ca end
print(ca, cb)
local n = 0
for i = 1, 100 do local print = function() n = n + 1 end print(i) end
print(n)
total, step, ca, cb = nil
print(total, step, ca, cb)
