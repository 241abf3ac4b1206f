-- Proxies, read-only tables, defaults, counters and multiple inheritance by metatables.
local function tracked(t)
  local log = {}
  return setmetatable({}, {
    __index = function(_, k) log[#log + 1] = "r:" .. tostring(k) return t[k] end,
    __newindex = function(_, k, v) log[#log + 1] = "w:" .. tostring(k) t[k] = v end,
  }), log
end
local p, log = tracked({ 1, 2, x = 3 })
p.x = p[1] + p[2]
p.new = p.x
p[3] = nil
print(p.x, p.new, #p, table.concat(log, " "))
print(next(p), rawget(p, "x"))
for i, v in ipairs(p) do io.write(i, ":", v, " ") end
print()
local function readonly(t)
  return setmetatable({}, { __index = t, __newindex = function(_, k)
    error("read-only field " .. tostring(k), 2)
  end, __metatable = false })
end
local r = readonly({ a = 1 })
print(r.a, pcall(function() r.a = 2 end))
print(pcall(function() r.b = 2 end), getmetatable(r), pcall(setmetatable, r, nil))
local function inherit(...)
  local parents = { ... }
  return setmetatable({}, { __index = function(t, k)
    for _, q in ipairs(parents) do
      local v = q[k]
      if v ~= nil then
        t[k] = v
        return v
      end
    end
  end })
end
local A, B = { name = "A", a = 1 }, { name = "B", b = 2 }
local C = inherit(A, B)
print(C.name, C.a, C.b, C.c, rawget(C, "b"))
A.a = 100
print(C.a, inherit(B, A).name, inherit().x)
local function defaults(t, d) return setmetatable(t, { __index = function() return d end }) end
local grid = defaults({}, 0)
for i = 1, 10 do grid[i % 3] = grid[i % 3] + i end
print(grid[0], grid[1], grid[2], grid[3], rawget(grid, 3))
local auto = {}
auto.__index = function(t, k) local v = setmetatable({}, auto) rawset(t, k, v) return v end
local deep = setmetatable({}, auto)
deep.a.b.c.d = 5
print(deep.a.b.c.d, type(deep.a.b.x), rawget(deep.a.b, "x") ~= nil, rawget(deep, "z"))
local Set = {} Set.__index = Set
local function set(l)
  local s = setmetatable({}, Set)
  for _, v in ipairs(l) do
    s[v] = true
  end
  return s
end
Set.__add = function(a, b)
  local s = set({})
  for k in pairs(a) do
    s[k] = true
  end
  for k in pairs(b) do
    s[k] = true
  end
  return s
end
Set.__mul = function(a, b) local s = set({}) for k in pairs(a) do s[k] = b[k] end return s end
Set.__le = function(a, b) for k in pairs(a) do if not b[k] then return false end end return true end
Set.__lt = function(a, b) return a <= b and not (b <= a) end
Set.__eq = function(a, b) return a <= b and b <= a end
Set.__tostring = function(s)
  local l = {}
  for k in pairs(s) do
    l[#l + 1] = k
  end
  table.sort(l)
  return "{" .. table.concat(l, ",") .. "}"
end
local x, y = set({ 1, 2, 3 }), set({ 2, 3, 4 })
print(tostring(x + y), tostring(x * y), x <= x + y, x < x, x == set({ 3, 2, 1 }), x ~= y,
  x * y < x, x >= y)
local keyed = setmetatable({}, { __index = string })
print(keyed.rep("ab", 2), keyed.upper == string.upper, pcall(function() return keyed:len() end))
