-- Fannkuch-redux: integer arrays, permutations and swaps.
-- size: 9
-- bench: 10
-- reference: 6

local n = tonumber((...)) or tonumber(arg and arg[1]) or 9

local function fannkuch(size)
  local current, work, count = {}, {}, {}
  for i = 1, size do
    current[i] = i
    count[i] = i
  end
  local checksum, most, sign = 0, 0, 1
  while true do
    -- Count the prefix reversals which bring 1 to the front.
    local first = current[1]
    if first ~= 1 then
      for i = 2, size do
        work[i] = current[i]
      end
      local flips = 1
      while true do
        local nextfirst = work[first]
        if nextfirst == 1 then
          break
        end
        work[first] = first
        local i, j = 2, first - 1
        while i < j do
          work[i], work[j] = work[j], work[i]
          i = i + 1
          j = j - 1
        end
        first = nextfirst
        flips = flips + 1
      end
      checksum = checksum + sign * flips
      if flips > most then
        most = flips
      end
    end
    -- Step to the next permutation; signs alternate.
    if sign == 1 then
      current[1], current[2] = current[2], current[1]
      sign = -1
    else
      current[2], current[3] = current[3], current[2]
      sign = 1
      local i = 3
      while count[i] == 1 do
        if i == size then
          return checksum, most
        end
        count[i] = i
        local moved = current[1]
        for j = 1, i do
          current[j] = current[j + 1]
        end
        i = i + 1
        current[i] = moved
      end
      count[i] = count[i] - 1
    end
  end
end

local checksum, flips = fannkuch(n)
print(checksum)
print("Pfannkuchen(" .. n .. ") = " .. flips)
