-- Conditions whose parts have effects, in loops: order and short circuits must hold.
local log = 0
local function t(v) log = log * 3 % 10007 + 1 return v end
local function f(v) log = log * 5 % 10007 + 2 return not v end
for i = 1, 200 do
  local a, b = i % 3 == 0, i % 4 == 0
  if t(a) and f(b) or t(b) and not f(a) then log = log + 1 end
  local x = t(a) and i or f(b) and -i or 0
  while f(true) and t(true) do break end
  if not (t(a) or f(not b)) then log = log + x % 7 end
  local y = (t(b) and 1 or 2) + (f(a) and 10 or 20)
  log = (log + y) % 10007
end
print(log)
local n, k = 0, 0
for i = 1, 150 do if (function() n = n + 1 return n % 2 == 0 end)() and (function() k = k + 1 return true end)() then n = n + 1 end end
print(n, k)
local q = { 0, false, nil, "", n = 4 }
local c = 0
for i = 1, 160 do local v = q[i % 4 + 1] if v then c = c + 1 elseif v == false then c = c + 100 elseif v == nil then c = c + 10000 end end
print(c)
