-- __eq in hot loops: same handlers, different handlers, none, changing answers.
local calls = 0
local mt = { __eq = function(a, b) calls = calls + 1 return a.id == b.id end }
local function obj(id, m) return setmetatable({ id = id }, m or mt) end
local list = {}
for i = 1, 20 do list[i] = obj(i % 5) end
local eq, ne = 0, 0
for r = 1, 10 do for i = 1, 20 do if list[i] == list[(i + r) % 20 + 1] then eq = eq + 1 end if list[i] ~= list[1] then ne = ne + 1 end end end
print(eq, ne, calls)
local other = { __eq = mt.__eq }
list[5] = obj(0, other)
list[6] = obj(1, { __eq = function() return true end })
list[7] = {}
list[8] = 5
eq, ne, calls = 0, 0, 0
for r = 1, 10 do for i = 1, 20 do if list[i] == list[(i + r) % 20 + 1] then eq = eq + 1 end if list[i] ~= list[1] then ne = ne + 1 end end end
print(eq, ne, calls)
