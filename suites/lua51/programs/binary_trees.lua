-- Trees made, checked and dropped, with some kept for long.
local function bottom_up(d) if d == 0 then return {} end return { bottom_up(d - 1), bottom_up(d - 1) } end
local function check(t) if t[1] then return 1 + check(t[1]) + check(t[2]) end return 1 end
local long = bottom_up(8)
for d = 2, 8, 2 do
  local n, s = 2 ^ (8 - d), 0
  for _ = 1, n do s = s + check(bottom_up(d)) end
  print(n, d, s)
end
print(check(long))
