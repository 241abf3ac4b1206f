-- A hot loop that is left and entered again by yields, until an error ends the coroutine.
local co = coroutine.create(function(a)
  local s = 0
  for k = 1, 100 do
    s = s + a
    a = coroutine.yield(s, k % 7 == 0 and "seven" or k)
  end
end)
local total = 0
for i = 1, 80 do
  local ok, s, k = coroutine.resume(co, i < 70 and i or nil)
  if ok then
    total = total + s + (type(k) == "number" and k or #k)
  else
    print(i, ok, s, coroutine.status(co))
  end
end
print(total)
