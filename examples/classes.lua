-- Objects that each have a metatable of their own: balls in a box, and a table of chains.
-- size: 40
-- bench: 3000
-- reference: 2

local n = tonumber((...)) or tonumber(arg and arg[1]) or 40
local WIDTH, HEIGHT = 500, 400

local Ball = {}

function Ball.new(seed)
  local ball = {
    x = seed * 37 % WIDTH,
    y = seed * 91 % HEIGHT,
    dx = seed * 13 % 300 - 150,
    dy = seed * 17 % 300 - 150,
  }
  return setmetatable(ball, { __index = Ball })
end

function Ball:move()
  local hit = false
  self.x, self.y = self.x + self.dx, self.y + self.dy
  if self.x < 0 or self.x > WIDTH then
    self.x, self.dx, hit = self.x < 0 and 0 or WIDTH, -self.dx, true
  end
  if self.y < 0 or self.y > HEIGHT then
    self.y, self.dy, hit = self.y < 0 and 0 or HEIGHT, -self.dy, true
  end
  return hit
end

local Counts = {}

function Counts.new()
  return setmetatable({ chains = {}, size = 0 }, { __index = Counts })
end

function Counts:add(key)
  local index = key % 32 + 1
  local entry = self.chains[index]
  while entry do
    if entry.key == key then
      entry.count = entry.count + 1
      return
    end
    entry = entry.following
  end
  self.chains[index] = { key = key, count = 1, following = self.chains[index] }
  self.size = self.size + 1
end

function Counts:most()
  local best
  for index = 1, 32 do
    local entry = self.chains[index]
    while entry do
      if not best or entry.count > best.count or (entry.count == best.count and entry.key < best.key) then
        best = entry
      end
      entry = entry.following
    end
  end
  return best.key, best.count
end

local hits, counts = 0, Counts.new()
for round = 1, n do
  local balls = {}
  for i = 1, 60 do
    balls[i] = Ball.new(i + round)
  end
  for _ = 1, 40 do
    for i, ball in ipairs(balls) do
      if ball:move() then
        hits = hits + 1
        counts:add(i)
      end
    end
  end
end
print(hits, counts.size, counts:most())
