-- Floating point: a spectral norm and a few steps of planets.
local function A(i, j) local ij = i + j - 1 return 1 / (ij * (ij - 1) * 0.5 + i) end
local function Av(x, y, n) for i = 1, n do local a = 0 for j = 1, n do a = a + x[j] * A(i, j) end y[i] = a end end
local function Atv(x, y, n) for i = 1, n do local a = 0 for j = 1, n do a = a + x[j] * A(j, i) end y[i] = a end end
local n, u, v, t = 20, {}, {}, {}
for i = 1, n do u[i] = 1 end
for _ = 1, 5 do Av(u, t, n) Atv(t, v, n) Av(v, t, n) Atv(t, u, n) end
local vbv, vv = 0, 0
for i = 1, n do vbv, vv = vbv + u[i] * v[i], vv + v[i] * v[i] end
print(("%.9f"):format(math.sqrt(vbv / vv)))
local bodies = { { x = 0, y = 0, vx = 0, vy = 0, m = 39.47 }, { x = 4.84, y = -1.16, vx = 0.606, vy = 2.811, m = 0.037 }, { x = 8.34, y = 4.12, vx = -1.01, vy = 1.82, m = 0.011 } }
local function energy() local e = 0 for i, b in ipairs(bodies) do e = e + 0.5 * b.m * (b.vx ^ 2 + b.vy ^ 2) for j = i + 1, #bodies do local c = bodies[j] e = e - b.m * c.m / math.sqrt((b.x - c.x) ^ 2 + (b.y - c.y) ^ 2) end end return e end
print(("%.9f"):format(energy()))
for _ = 1, 200 do
  for i = 1, #bodies do
    local b = bodies[i]
    for j = i + 1, #bodies do
      local c = bodies[j]
      local dx, dy = b.x - c.x, b.y - c.y
      local mag = 0.01 / (dx * dx + dy * dy) ^ 1.5
      b.vx, b.vy = b.vx - dx * c.m * mag, b.vy - dy * c.m * mag
      c.vx, c.vy = c.vx + dx * b.m * mag, c.vy + dy * b.m * mag
    end
  end
  for _, b in ipairs(bodies) do b.x, b.y = b.x + 0.01 * b.vx, b.y + 0.01 * b.vy end
end
print(("%.9f"):format(energy()))
