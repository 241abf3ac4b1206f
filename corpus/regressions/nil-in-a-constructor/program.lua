-- The node of a name that is stored with nil is free for the next name that belongs there.
for i = 1, 40 do
  for k, v in pairs {a = nil, c = 0, e = i} do io.write(k, v, " ") end
end
local function make(x, y) return {a = x, c = y, e = 0, d = 1, b = x} end
for i = 1, 60 do
  local t = make(i % 7 ~= 0 and i or nil, i % 5 ~= 0 and i or nil)
  t.a = i
  for k, v in pairs(t) do io.write(k, v, " ") end
end
print()
