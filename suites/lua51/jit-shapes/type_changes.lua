-- Loops whose variables change type after hundreds of stable turns.
local function accumulate(list)
  local s = 0
  for i = 1, #list do s = s + list[i] end
  return s
end
local list = {}
for i = 1, 600 do list[i] = i end
print(accumulate(list))
list[400] = "1000"
print(accumulate(list))
list[500] = 0.5
print(accumulate(list))
list[450] = setmetatable({}, { __add = function(a) return a * 2 end })
print(accumulate(list))
list[450] = {}
print(pcall(accumulate, list))
list[450] = nil
print(pcall(accumulate, list))
list[450] = 450
print(accumulate(list))
local v, kinds = 1, {}
for i = 1, 1000 do
  if i == 300 then v = "7" elseif i == 600 then v = 2.5 elseif i == 900 then v = true end
  local kind = type(v)
  kinds[kind] = (kinds[kind] or 0) + 1
  if v ~= true then v = v + 0 end
end
print(kinds.number, kinds.string, kinds.boolean)
local flip, out = nil, 0
for i = 1, 500 do
  if flip then out = out + 1 end
  if i == 250 then flip = 0 elseif i == 400 then flip = false end
end
print(out)
local text = 0
for i = 1, 400 do
  if i == 350 then text = "x" .. text end
  text = i < 350 and text + 1 or text .. (i % 10)
end
print(text)
local f, calls = math.abs, 0
for i = -200, 200 do
  if i == 0 then f = function(x) return x * 3 end elseif i == 100 then f = tostring end
  calls = calls + #tostring(f(i))
end
print(calls)
local x = {}
local log = {}
for i = 1, 900 do
  if i == 300 then x = "str" elseif i == 600 then x = 12 end
  local ok, r = pcall(function() return #x end)
  log[i] = ok and r or "err"
end
print(log[299], log[300], log[599], log[600], log[900])
local nilled = { a = 1 }
local seen = 0
for i = 1, 500 do
  if i == 400 then nilled.a = nil end
  seen = seen + (nilled.a or 10)
end
print(seen)
