-- Closures made in loops: each turn has fresh variables, in every kind of loop.
local made = {}
for i = 1, 3 do made[#made + 1] = function() i = i + 1 return i end end
print(made[1](), made[1](), made[2](), made[3]())
made = {}
for k, v in pairs({ "x", "y" }) do made[#made + 1] = function() v = v .. k return v end end
print(made[1](), made[1](), made[2]())
made = {}
local n = 0
while n < 3 do
  n = n + 1
  local m = n
  made[n] = function() m = m * 2 return m, n end
end
print(made[1]()) print(made[1]()) print(made[2]())
made = {}
repeat
  local m = n
  made[#made + 1] = function() m = m + 100 return m end
  n = n - 1
until m <= 1
print(made[1](), made[1](), made[3](), n)
-- break and return out of a block with captured variables.
local function first_even(list)
  for i, v in ipairs(list) do
    local at = i
    local function where() at = at + 1 return at - 1 end
    if v % 2 == 0 then return where end
  end
  return function() return "none" end
end
local where = first_even({ 1, 3, 4, 5 })
print(where(), where(), first_even({ 1 })())
local kept
for i = 1, 10 do
  local j = i * i
  kept = function() j = j + 1 return i, j end
  if i == 4 then break end
end
print(kept()) print(kept())
-- Two closures of one turn share; those of different turns do not.
local pairs_made = {}
for i = 1, 2 do
  local v = 0
  pairs_made[i] = { function() v = v + i return v end, function() return v end }
end
pairs_made[1][1]() pairs_made[1][1]() pairs_made[2][1]()
print(pairs_made[1][2](), pairs_made[2][2]())
-- Nested loops: inner closures see the outer turn's variable.
local grid = {}
for i = 1, 2 do
  local row = 0
  for j = 1, 2 do
    grid[#grid + 1] = function() row = row + 1 return i, j, row end
  end
end
for _, f in ipairs(grid) do print(f()) end
print(grid[1]())
