-- Each iteration's local is an upvalue of its own; break closes them too.
local made = {}
for i = 1, 60 do
  local own = i
  made[i] = function(d) own = own + d; return own end
  if own > 40 then break end
end
local sum = 0
for round = 1, 3 do
  for i = 1, #made do sum = sum + made[i](round) end
end
print(#made, sum)
