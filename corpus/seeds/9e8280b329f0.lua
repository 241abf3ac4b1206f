-- One function used with several argument types in turn: each version stays right.
local function poly(a, b) return a + b, a * 2, a == b end
local function show(...)
  local r = { ... }
  for i = 1, #r do
    r[i] = tostring(r[i])
  end
  return table.concat(r, ",")
end
local V = {}
V.__add = function(a, b) return "V+" .. tostring(type(b)) end
V.__mul = function(a, b) return "V*" .. tostring(b) end
V.__eq = function() return true end
local v1, v2 = setmetatable({}, V), setmetatable({}, V)
local inputs = { { 1, 2 }, { 1.5, 2.5 }, { "3", 4 }, { "5", "6" }, { v1, v2 }, { v1, 1 }, { 2 ^ 53,
  1 }, { -1, -1 } }
local counts = {}
for i = 1, 400 do
  local p = inputs[i % #inputs + 1]
  local r = show(poly(p[1], p[2]))
  counts[r] = (counts[r] or 0) + 1
end
local keys = {}
for k in pairs(counts) do keys[#keys + 1] = k end
table.sort(keys)
for _, k in ipairs(keys) do print(k, counts[k]) end
for _, bad in ipairs({ { nil, 1 }, { {}, 1 }, { "x", 1 }, { true, true }, { print, 1 } }) do
  print(pcall(poly, bad[1], bad[2]))
end
local function get(t, k) return t[k] end
local mixed = { [1] = "one", a = "letter", [true] = "bool", [2.5] = "float" }
local list, str, proxy = { 10, 20, 30 }, "text", setmetatable({}, { __index = function(_, k)
  return "?" .. tostring(k)
end })
local r = {}
for i = 1, 300 do
  local c = i % 6
  local v
  if c == 0 then
    v = get(list, 2)
  elseif c == 1 then
    v = get(mixed, "a")
  elseif c == 2 then
    v = get(mixed, true)
  elseif c == 3 then
    v = get(mixed, 2.5)
  elseif c == 4 then v = get(str, "len") == string.len else v = get(proxy, i % 3) end
  v = tostring(v)
  r[v] = (r[v] or 0) + 1
end
print(r["20"], r.letter, r.bool, r.float, r["true"], r["?0"], r["?1"], r["?2"])
print(pcall(get, nil, 1)) print(pcall(get, 5, "x"))
print(get(list, 4), get(list, "2"), get(list, 2.0), get(str, 1))
local function set(t, k, v) t[k] = v return t[k] end
local targets = { {}, { 1, 2, 3 }, setmetatable({}, { __newindex = function()
end }), setmetatable({}, { __newindex = rawset }) }
local sets = {}
for i = 1, 400 do
  local v = set(targets[i % 4 + 1], i % 8 < 4 and i % 5 or "k" .. i % 5, i)
  local k = type(v) sets[k] = (sets[k] or 0) + 1
end
print(sets.number, sets["nil"], targets[1][0], targets[2].k1, next(targets[3]))
local function len(x) return #x end
local total = 0
for i = 1, 300 do
  total = total + len(i % 3 == 0 and "abc" or i % 3 == 1 and { 1, 2 } or ("x"):rep(i % 7))
end
print(total, pcall(len, 5))
local function cat(a, b) return a .. b end
local cats = 0
for i = 1, 300 do cats = cats + #cat(i % 2 == 0 and i or "s" .. i, i % 3 == 0 and 0.5 or "t") end
print(cats, pcall(cat, 1, nil))
