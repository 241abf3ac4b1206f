-- A number becomes a numeric string behind its use: the next iteration begins with another type,
-- which only the guard of the load can notice. Without it the string's word is added as a NaN.
local places = {1, 2, 3}
local record, up = {v = 1}, 1
local function set() places[2], record.v, up = "0x10", " 1e2 ", "-0" end
local total = 0
for round = 1, 2 do
  for i = 1, 40 do
    total = total + places[i % 3 + 1] * i
    total = total - record.v
    total = total + up
    if i == 25 then set() end
  end
end
print(total)
