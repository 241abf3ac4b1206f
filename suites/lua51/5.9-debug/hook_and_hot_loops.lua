-- Hooks set and removed around and inside loops that would be compiled.
local n = 0
local function count() n = n + 1 end
local function work(k)
  local s = 0
  for i = 1, k do
    s = s + i % 7
    if i % 3 == 0 then s = s - 1 end
  end
  return s
end
print(work(300))
debug.sethook(count, "", 50)
print(work(300))
debug.sethook()
print(n)
n = 0
debug.sethook(count, "l")
print(work(100))
debug.sethook()
print(n)
print(work(300))
n = 0
local s = 0
for i = 1, 300 do
  s = s + i
  if i == 100 then debug.sethook(count, "l") end
  if i == 200 then debug.sethook() end
end
print(s, n)
n = 0
local function call(x) return x + 1 end
s = 0
for i = 1, 200 do
  s = call(s)
  if i == 50 then debug.sethook(count, "c") end
  if i == 150 then debug.sethook() end
end
print(s, n)
