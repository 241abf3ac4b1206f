-- Conway's life on a torus: a glider and a blinker for some generations.
local w, h = 10, 8
local function new() local g = {} for y = 1, h do g[y] = {} for x = 1, w do g[y][x] = 0 end end return g end
local g = new()
for _, p in ipairs({ { 2, 1 }, { 3, 2 }, { 1, 3 }, { 2, 3 }, { 3, 3 }, { 8, 5 }, { 8, 6 }, { 8, 7 } }) do g[p[2]][p[1]] = 1 end
local function step(g)
  local n = new()
  for y = 1, h do
    for x = 1, w do
      local s = 0
      for dy = -1, 1 do
        for dx = -1, 1 do s = s + g[(y + dy - 1) % h + 1][(x + dx - 1) % w + 1] end
      end
      n[y][x] = (s == 3 or (s == 4 and g[y][x] == 1)) and 1 or 0
    end
  end
  return n
end
for i = 1, 6 do
  g = step(g)
  if i % 3 == 0 then
    for y = 1, h do print((table.concat(g[y]):gsub("0", "."):gsub("1", "#"))) end
    print()
  end
end
