-- Comparisons with NaN are false both ways, so a guard must not be negated.
local nan = 0 / 0
local n = 0
for i = 1, 100 do
  local x = i == 90 and nan or i
  if x < 50 then n = n + 1 elseif x >= 50 then n = n + 100 else n = n + 10000 end
  if not (x <= 95) then n = n + 1000000 end
end
print(n, nan == nan, nan ~= nan, math.min(1, nan) == 1, math.max(nan, 1) == 1)
