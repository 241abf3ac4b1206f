-- Conway's life on a torus, begun by a gun of gliders: small arrays, neighbours and comparisons.
-- size: 500
-- bench: 5000
-- reference: 1

local generations = tonumber((...)) or tonumber(arg and arg[1]) or 500

local WIDTH, HEIGHT = 64, 40
local GUN = {
  "........................O...........",
  "......................O.O...........",
  "............OO......OO............OO",
  "...........O...O....OO............OO",
  "OO........O.....O...OO..............",
  "OO........O...O.OO....O.O...........",
  "..........O.....O.......O...........",
  "...........O...O....................",
  "............OO......................",
}

local function empty()
  local rows = {}
  for y = 1, HEIGHT do
    local row = {}
    for x = 1, WIDTH do
      row[x] = 0
    end
    rows[y] = row
  end
  return rows
end

local function place(rows, pattern, left, top)
  for y = 1, #pattern do
    local line = pattern[y]
    for x = 1, #line do
      if line:sub(x, x) == "O" then
        rows[top + y][left + x] = 1
      end
    end
  end
end

local function step(old, new)
  local alive = 0
  for y = 1, HEIGHT do
    local above = old[y == 1 and HEIGHT or y - 1]
    local here = old[y]
    local below = old[y == HEIGHT and 1 or y + 1]
    local result = new[y]
    for x = 1, WIDTH do
      local left = x == 1 and WIDTH or x - 1
      local right = x == WIDTH and 1 or x + 1
      local near = above[left] + above[x] + above[right]
        + here[left] + here[right]
        + below[left] + below[x] + below[right]
      if near == 3 or (near == 2 and here[x] == 1) then
        result[x] = 1
        alive = alive + 1
      else
        result[x] = 0
      end
    end
  end
  return alive
end

local function show(rows)
  local lines = {}
  for y = 1, HEIGHT do
    local line = {}
    for x = 1, WIDTH do
      line[x] = rows[y][x] == 1 and "O" or "."
    end
    lines[y] = table.concat(line)
  end
  return table.concat(lines, "\n")
end

local old, new = empty(), empty()
place(old, GUN, 1, 4)
local sum = 0
for generation = 1, generations do
  local alive = step(old, new)
  sum = (sum * 31 + alive * generation) % 1000003
  old, new = new, old
end
print(show(old))
print(string.format("%d generations, %d", generations, sum))
