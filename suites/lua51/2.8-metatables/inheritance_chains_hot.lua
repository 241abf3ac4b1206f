-- Methods found through two to six links of __index, in hot loops, with links that change.
local function make(depth)
  local base = { value = function(self) return self.n end, depth = depth }
  local c = base
  for i = 1, depth do c = setmetatable({ ["own" .. i] = i }, { __index = c }) end
  return setmetatable({ n = depth }, { __index = c }), base
end
for depth = 0, 6 do
  local o, base = make(depth)
  local s = 0
  for i = 1, 120 do
    s = s + o:value() + (o["own" .. depth] or 0) + o.depth
    if i == 60 then base.value = function(self) return self.n * 2 end end
    if i == 90 then o.value = function() return 0.25 end end
  end
  print(depth, s, o.missing)
end
