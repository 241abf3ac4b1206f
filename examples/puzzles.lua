-- Loops over small integers: eight queens, a sieve and the game of life.
-- size: 11
-- bench: 13
-- reference: 4

local n = tonumber((...)) or tonumber(arg and arg[1]) or 11

local function queens(size)
  local columns, rising, falling, place = {}, {}, {}, {}
  local solutions, first = 0, nil
  local function try(row)
    if row > size then
      solutions = solutions + 1
      first = first or table.concat(place, " ")
      return
    end
    for column = 1, size do
      if not (columns[column] or rising[row + column] or falling[row - column]) then
        columns[column], rising[row + column], falling[row - column] = true, true, true
        place[row] = column
        try(row + 1)
        columns[column], rising[row + column], falling[row - column] = nil, nil, nil
      end
    end
  end
  try(1)
  return solutions, first
end
print("queens", n, queens(n))

local function sieve(limit)
  local composite, count, last = {}, 0, nil
  for i = 2, limit do
    if not composite[i] then
      count, last = count + 1, i
      for j = i * i, limit, i do
        composite[j] = true
      end
    end
  end
  return count, last
end
print("primes", sieve(n * 1000))

local function life(width, height, cells, generations)
  for _ = 1, generations do
    local born = {}
    for y = 0, height - 1 do
      for x = 0, width - 1 do
        local around = 0
        for dy = -1, 1 do
          for dx = -1, 1 do
            if (dx ~= 0 or dy ~= 0) and cells[(y + dy) % height * width + (x + dx) % width] then
              around = around + 1
            end
          end
        end
        local here = y * width + x
        if around == 3 or (around == 2 and cells[here]) then
          born[here] = true
        end
      end
    end
    cells = born
  end
  return cells
end

local width, height = 20, 10
local glider = {}
for _, at in ipairs({ { 1, 0 }, { 2, 1 }, { 0, 2 }, { 1, 2 }, { 2, 2 } }) do
  glider[at[2] * width + at[1]] = true
end
local cells = life(width, height, glider, n * 2)
for y = 0, height - 1 do
  local row = {}
  for x = 0, width - 1 do
    row[#row + 1] = cells[y * width + x] and "#" or "."
  end
  print(table.concat(row))
end
