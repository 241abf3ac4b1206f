-- table.insert and table.remove: positions, ends, holes, results and errors.
local function show(t) local r = {} for i = 1, math.max(#t,
  1) do r[i] = tostring(t[i]) end return #t .. ":" .. table.concat(r, " ") end
local t = {}
table.insert(t, "a") table.insert(t, "b") table.insert(t, 1, "c") table.insert(t, 2, "d")
print(show(t))
table.insert(t, #t + 1, "e") table.insert(t, #t, "f")
print(show(t))
table.insert(t, 10, "far")
print(show(t), t[10])
t[10] = nil
table.insert(t, 0, "zero")
print(show(t), t[0])
table.insert(t, -1, "minus")
print(show(t), t[-1], t[0])
print(table.remove(t), show(t)) print(table.remove(t, 1), show(t)) print(table.remove(t, 2),
  show(t))
print(table.remove(t, #t), show(t)) print(table.remove(t, 99), show(t)) print(table.remove(t, 0),
  t[0])
print(table.remove({}), table.remove({}, 1), select("#", table.remove({})), select("#",
  table.remove({ 1 }, 5)))
print(select("#", table.insert({}, 1)), pcall(table.insert, {}))
print(pcall(table.insert, {}, 1, 2, 3)) print(pcall(table.insert, nil,
  1)) print(pcall(table.insert, {}, "x", 1)) print(pcall(table.insert, {}, nil, 1))
print(pcall(table.insert)) print(pcall(table.remove)) print(pcall(table.remove, {},
  "x")) print(pcall(table.remove, 5))
local n = { nil, 2 }
table.insert(n, 3)
print(n[1], n[2], n[3], n[4])
table.insert(n, nil)
print(#n)
local q = {}
for i = 1, 10 do table.insert(q, 1, i) end
print(show(q))
local out = {}
while #q > 0 do out[#out + 1] = table.remove(q, math.min(#q, 1 + #q % 3)) end
print(table.concat(out, " "))
local s = { 1, 2, 3 }
table.insert(s, 2.9, "x") table.insert(s, "2", "y")
print(show(s))
-- Metamethods are not used: access is raw.
local raw = setmetatable({}, { __newindex = function() error("never") end,
  __index = function() return "never" end })
table.insert(raw, "v") table.insert(raw, 1, "w")
print(show(raw), table.remove(raw, 1), table.remove(raw), table.remove(raw))
local stack = {}
for i = 1, 100 do table.insert(stack, i) if i % 3 == 0 then table.remove(stack) end end
local sum = 0
while true do local v = table.remove(stack) if not v then break end sum = sum + v end
print(sum, #stack)
print(table.getn({ 1, 2, 3 }), pcall(table.setn, {}, 3))
