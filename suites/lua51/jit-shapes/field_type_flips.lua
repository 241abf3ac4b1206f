-- Fields that change their type, vanish and come back while a loop reads and writes them.
local o = { a = 1, b = 2, c = 3 }
local log = {}
for i = 1, 400 do
  if i == 100 then o.a = "10" end
  if i == 150 then o.a = 5 end
  if i == 200 then o.b = nil end
  if i == 250 then o.b = 7 end
  if i == 300 then o.c = { 9 } end
  if i == 350 then o.c = nil end
  local c = o.c
  local n = o.a + (o.b or 100) + (type(c) == "table" and c[1] or c or 1000)
  if i % 50 == 0 then log[#log + 1] = n end
  o.sum = (o.sum or 0) + n
end
print(o.sum, table.concat(log, " "))
local objects = {}
for i = 1, 50 do objects[i] = i % 3 == 0 and { x = i } or i % 3 == 1 and { y = 1, x = i } or { z = 0, y = 0, x = tostring(i) } end
local s = 0
for r = 1, 10 do
  for i = 1, 50 do
    local p = objects[i]
    s = s + p.x
    p.x = p.x + 1
    if r == 5 then p.y = nil end
    if r == 7 then p.w = i end
  end
end
print(s)
