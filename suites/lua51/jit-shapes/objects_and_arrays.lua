-- Arrays of small objects updated by index in several passes, as simulations do.
local particles = {}
for i = 1, 25 do particles[i] = { x = i, y = i * 2 % 7, vx = (i % 3) - 1, vy = (i % 5) - 2, alive = true, id = i } end
local bounces, dead = 0, 0
for step = 1, 60 do
  for i = 1, #particles do
    local p = particles[i]
    if p.alive then
      p.x, p.y = p.x + p.vx * 0.5, p.y + p.vy * 0.25
      if p.x < 0 or p.x > 30 then p.vx = -p.vx bounces = bounces + 1 end
      if p.y < -10 then p.alive = false dead = dead + 1 end
      if p.y > 10 then p.vy = -p.vy bounces = bounces + 1 end
    end
  end
  if step % 20 == 0 then table.sort(particles, function(a, b) if a.x ~= b.x then return a.x < b.x end return a.id < b.id end) end
end
local sx, sy = 0, 0
for _, p in ipairs(particles) do sx, sy = sx + p.x, sy + p.y end
print(bounces, dead, sx, sy, particles[1].id, particles[25].id)
local grid = {}
for y = 1, 12 do grid[y] = {} for x = 1, 12 do grid[y][x] = (x * y) % 3 end end
for step = 1, 12 do
  for y = 2, 11 do
    local row, up, down = grid[y], grid[y - 1], grid[y + 1]
    for x = 2, 11 do row[x] = (row[x] + row[x - 1] + row[x + 1] + up[x] + down[x]) % 5 end
  end
end
local out = {}
for y = 1, 12 do out[y] = table.concat(grid[y]) end
print(table.concat(out, " "))
