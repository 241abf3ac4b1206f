-- while, repeat and break: conditions, scopes of until, nested exits.
local i = 0
while i < 3 do i = i + 1 end
print(i)
while true do
  i = i + 1
  if i > 10 then break end
end
print(i)
while false do i = -1 end
while nil do i = -2 end
print(i)
repeat
  local done = i >= 15
  i = i + 1
until done
print(i)
repeat i = 0 until true
print(i)
-- `until` sees the locals of the body, also when a closure captures them.
local captured = {}
repeat
  local x = i
  captured[#captured + 1] = function() x = x + 1 return x end
  i = i + 1
until x >= 2 or captured[#captured]() > 100
print(#captured, captured[1](), captured[2](), captured[3]())
local pairs_seen = {}
for a = 1, 4 do
  for b = 1, 4 do
    if b > a then break end
    if (a + b) % 2 == 0 then
      pairs_seen[#pairs_seen + 1] = a .. ":" .. b
    end
  end
  if a == 3 then break end
end
print(table.concat(pairs_seen, " "))
local function find(list, wanted)
  for k, v in ipairs(list) do
    if v == wanted then return k end
  end
  return "none"
end
print(find({ 5, 6, 7 }, 6), find({ 5, 6, 7 }, 8), find({}, 1))
local depth = 0
while true do
  depth = depth + 1
  repeat
    depth = depth + 10
    do break end
    depth = -1000
  until false
  if depth > 30 then break end
end
print(depth)
local n, steps = 27, 0
while n ~= 1 do
  if n % 2 == 0 then n = n / 2 else n = 3 * n + 1 end
  steps = steps + 1
end
print(n, steps)
local funcs = {}
for k = 1, 3 do
  local j = k
  funcs[k] = function() j = j + 1 return j end
  if k == 2 then break end
end
print(funcs[1](), funcs[1](), funcs[2](), funcs[3])
