-- next, pairs and ipairs: ends, changes while walking, and bad arguments.
print(next({}), next({ 10 }), next({ a = 1 }))
print(next({ 10, 20 }, 1), next({ 10, 20 }, 2), next({ 10, 20 }, nil))
print(pcall(next, {}, 1))
print(pcall(next, { 1, 2 }, 3))
print(pcall(next, { a = 1 }, "b"))
print(pcall(next))
print(pcall(next, 5))
local t = {}
for i = 1, 10 do t[i] = i t["s" .. i] = i end
local count, sum = 0, 0
for k, v in pairs(t) do
  count = count + 1
  sum = sum + v
  t[k] = nil
end
print(count, sum, next(t))
for i = 1, 10 do t["x" .. i] = i end
count = 0
for k, v in pairs(t) do t[k] = v + 1 count = count + v end
print(count)
count = 0
for k, v in pairs(t) do count = count + v end
print(count)
-- Assigning nil to fields still to come.
local w = { 1, 2, 3, 4, 5, 6 }
local seen = {}
for k, v in pairs(w) do
  seen[#seen + 1] = k
  w[k + 1] = nil
end
print(table.concat(seen, " "))
local f, s, c = pairs({})
print(f == next, type(s), c)
f, s, c = ipairs({ 5 })
print(type(f), type(s), c, f(s, 0), f(s, 1))
for i, v in ipairs({ 1, 2, nil, 4 }) do io.write(i, " ") end
print()
for i, v in ipairs(setmetatable({}, { __index = function(_,
  k) if k < 4 then return k end end })) do io.write(i, " ") end
print()
print(pcall(pairs))
print(pcall(pairs, nil))
print(pcall(pairs, "x"))
print(pcall(ipairs, nil))
print(pairs({}) == next, #{ pairs({}) })
local mt = setmetatable({}, { __pairs = function() return function() end end, __ipairs = 5 })
mt[1], mt.x = "one", "x"
for k, v in pairs(mt) do io.write(tostring(k), "=", v, " ") end
print()
local k = nil
local n = 0
local words = { "a", "b", "c", x = 1, y = 2 }
repeat k = next(words, k) n = n + 1 until k == nil
print(n)
print(pcall(function() for k in pairs({ 1, 2 }) do error("at " .. k, 0) end end))
