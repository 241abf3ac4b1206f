-- The function whose calls are measured, and a loop of calls of it.
local function tot(p, q, r)
  return p * q + p * q * r
end

local function loop(n)
  local sum = 0
  for i = 1, n do
    sum = sum + tot(i, 2, 3)
  end
  return sum
end

return loop, tot
