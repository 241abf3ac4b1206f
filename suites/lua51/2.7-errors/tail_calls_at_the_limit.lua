-- reference: 1
-- A tail call at the limit of nested calls overflows before it has replaced its caller's frame.
local starts = tonumber((...)) or 3
local depth = 0
local a, b, c
function a() depth = depth + 1 local r = b() return r end
function b() depth = depth + 1 return c() end
function c() depth = depth + 1 local r = a() return r end
for i, start in ipairs{b, a, c} do
  if i > starts then break end
  depth = 0
  print(i, pcall(start))
  print(depth)
  depth = 0
  print(coroutine.resume(coroutine.create(start)))
  print(depth)
end
