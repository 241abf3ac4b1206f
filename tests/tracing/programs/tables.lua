--- arrays grow and shrink
local t = {}
for i = 1, 300 do t[i] = i end
for i = 300, 150, -1 do t[i] = nil end
print(#t)
for i = 1, 100 do t[#t + 1] = i end
print(#t, t[200])
local w = {}
for i = 64, 1, -1 do w[i] = i end
for i = 65, 200 do w[i] = i end
local s = 0
for i = 1, #w do s = s + w[i] end
print(s)
--- holes
local h = {}
for i = 1, 200 do h[i] = (i % 3 ~= 0) and i or nil end
local c, s = 0, 0
for i = 1, 200 do
  if h[i] == nil then c = c + 1 end
end
for k, v in ipairs(h) do s = s + v end
for k, v in pairs(h) do s = s + k * v end
print(c, s)
--- pairs while fields change and go
local p = {}
for i = 1, 100 do
  p["k" .. i] = i
  p[i] = -i
end
for r = 1, 5 do
  for k, v in pairs(p) do
    if v % 3 == 0 then p[k] = nil else p[k] = v + 1 end
  end
end
local s, n = 0, 0
for k, v in pairs(p) do s = s + v n = n + 1 end
print(s, n)
local function count(t)
  local n, k = 0, nil
  repeat
    k = next(t, k)
    if k ~= nil then n = n + 1 end
  until k == nil
  return n
end
for i = 1, 30 do n = n + count(p) end
print(n)
--- an iteration goes wrong
print(pcall(function()
  for i = 1, 60 do
    local t = { a = 1, b = 2 }
    for k in next, t, i == 50 and "nokey" or nil do t[k] = nil end
  end
end))
--- ipairs meets the end, a hole, and values that change type
local t = { 1, "2", 3.5, true, {}, print }
local s = ""
for r = 1, 40 do
  for i, v in ipairs(t) do s = s .. i .. type(v):sub(1, 1) end
  t[r % 6 + 1] = (r % 4 ~= 0) and r or nil
  s = s:sub(-40)
end
print(s)
--- keys of all types
local keys = { true, false, 1.5, "s", {}, print, 2 ^ 40, -1, 0 }
local m = {}
for i = 1, 180 do
  local k = keys[i % 9 + 1]
  m[k] = (m[k] or 0) + i
end
for i = 1, 9 do io.write(m[keys[i]], " ") end
print()
local z = {}
for i = 1, 60 do
  z[0 * -1] = i
  z[0] = (z[-0] or 0) + 1
end
print(z[0], next(z))
--- matrices with aliased rows
local g = {}
for i = 1, 30 do
  g[i] = {}
  for j = 1, 30 do g[i][j] = i * j end
end
local s = 0
for i = 1, 30 do
  local r = g[i]
  for j = 30, 1, -1 do
    s = s + r[j]
    g[j][i] = s % 100
  end
end
print(s)
--- one table under two names
local a = { x = 0 }
local b = a
for i = 1, 100 do
  a.x = a.x + 1
  b.x = b.x * 1
  b["n" .. i] = a.x
  if a["n" .. i] ~= i then print("bad", i) end
end
local p, q = { v = 1, w = 2 }, { v = 3, w = 4 }
local s = 0
for i = 1, 100 do
  local r = i % 5 == 0 and p or q
  p.v = i
  s = s + r.v
  r.v = -i
  s = s + p.v * 2 + q.v
end
print(s)
--- the library's functions on tables
local q = {}
for i = 1, 100 do
  table.insert(q, i)
  if i % 3 == 0 then table.remove(q, 1) end
  if i % 5 == 0 then table.insert(q, 1, -i) end
end
print(#q, q[1], q[#q], table.concat(q, ",", 1, 5))
local rm = setmetatable({}, {
  __index = function() return 1 end,
  __newindex = function() error("no") end,
})
for i = 1, 100 do
  rawset(rm, i, i)
  if rawget(rm, i) ~= i or rawequal(rm, {}) then print("raw") end
end
print(rm[50], rm[101], #rm)
--- constructors of every form
local s = 0
for i = 1, 100 do
  local a = { i, i + 1, i + 2 }
  local b = { x = i, ["y"] = -i, [i] = 1, { { i } } }
  local c = { (function() return i, 2 end)() }
  s = s + a[1] + a[3] + b.x + b.y + #a + b[1][1][1] + #c
end
print(s)
for r = 1, 40 do
  local big = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
    23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45,
    46, 47, 48, 49, 50, 51, 52, 53, r }
  s = s + #big + big[54]
end
print(s)
--- globals come and go
local s = 0
for k = 1, 100 do
  if k == 50 then late = 1 end
  if k == 80 then late = nil end
  s = s + (late or 0)
end
print(s)
--- bad keys
print(pcall(function()
  local t = {}
  for i = 1, 100 do
    local k = i
    if i == 90 then k = nil end
    t[k] = i
  end
end))
local nan = 0 / 0
local ok = 0
for i = 1, 50 do
  if not pcall(function() local t = {} t[nan] = 1 end) then ok = ok + 1 end
  if ({ 1 })[nan] == nil then ok = ok + 1 end
end
print(ok)
--- elements are removed until there are none
local t, n = {}, 0
for i = 1, 60 do t[i] = i end
for i = 1, 90 do n = n + (table.remove(t) or -1) end
print(n, #t, select("#", table.remove(t)))
local queue = {}
for i = 1, 60 do
  queue[#queue + 1] = { i }
  if i % 3 == 0 then n = n + table.remove(queue)[1] end
end
local named = { [1] = "a", [2] = "b", [3] = "c" }
for i = 1, 5 do n = n .. tostring(table.remove(named)) end
print(n, #queue)
--- tables that ask before they take new keys
local log, t, s = 0, {}, 0
local proxy = setmetatable({}, {
  __index = function(_, k) return t[k] or 0 end,
  __newindex = function(_, k, v) t[k] = v log = log + 1 end,
})
for i = 1, 90 do proxy[i % 10] = i s = s + proxy[(i + 1) % 10] end
local store = {}
local shared = setmetatable({}, { __newindex = store, __index = store })
for i = 1, 90 do shared["a" .. i % 7] = i s = s + shared["a" .. i % 7] end
local deep = setmetatable({}, { __newindex = setmetatable({}, { __newindex = function(o, k, v) rawset(o, k, v * 2) end }) })
for i = 1, 50 do deep[i] = i end
print(s, log, next(shared), rawget(deep, 1), getmetatable(deep).__newindex[50])
local closed, refused = setmetatable({}, { __newindex = function() error("closed") end }), 0
for i = 1, 50 do if not pcall(function() closed.x = i end) then refused = refused + 1 end end
print(refused, pcall(function() for i = 1, 50 do proxy[i < 45 and i or nil] = 1 end end))
--- names that are stored behind a constructor
local seen = {}
for i = 1, 60 do
  local t = { a = i }
  local before = t.b
  t.b = 2
  local many = { k1 = 1, k2 = 2, k3 = 3, k4 = 4, k5 = 5, k6 = 6, k7 = 7, k8 = 8, k9 = 9, k10 = 10, k11 = 11, k12 = 12,
    k13 = 13, k14 = 14, k15 = 15, k16 = 16, k17 = i }
  local after = tostring(many.k18) .. many.k17
  many.k18 = 1
  local count = 0
  for k, v in pairs(many) do count = count + 1 end
  seen[#seen + 1] = tostring(before) .. t.b .. after .. count
end
print(table.concat(seen, " "))
--- nodes of names that are stored with nil
for i = 1, 40 do
  for k, v in pairs {a = nil, c = 0, e = i} do io.write(k, v, " ") end
end
local function make(x, y) return {a = x, c = y, e = 0, d = 1, b = x} end
for i = 1, 60 do
  local t = make(i % 7 ~= 0 and i or nil, i % 5 ~= 0 and i or nil)
  t.a = i
  for k, v in pairs(t) do io.write(k, v, " ") end
end
print()
