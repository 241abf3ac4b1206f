-- Prints the seconds of processor time of one call in the loop: timing.lua FILE WARM MEASURED.
local file, warm, measured = ...
local loop = assert(loadfile(file))()
warm, measured = tonumber(warm), tonumber(measured)
assert(loop(4) == 80, "the sum of four calls is wrong")

local function timed(count)
  local started = os.clock()
  loop(count)
  return os.clock() - started
end

local count, seconds = 64, 0
while seconds < warm do
  count = count * 2
  seconds = timed(count)
end
count = math.floor(count * measured / seconds)
print(string.format("%.6g", timed(count) / count))
