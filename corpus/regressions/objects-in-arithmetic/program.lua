-- Metamethods of arithmetic, comparison and concatenation in hot loops; they change and fail.
local V = {}
V.__index = V
local function new(x, y) return setmetatable({x = x, y = y}, V) end
V.__add = function(a, b) if type(b) == "number" then return new(a.x + b, a.y + b) elseif type(a) == "number" then return new(a + b.x, a + b.y) end return new(a.x + b.x, a.y + b.y) end
V.__sub = function(a, b) return new(a.x - b.x, a.y - b.y), "extra" end
V.__mul = function(a, b) return type(a) == "number" and a * b.x or a.x * (type(b) == "number" and b or b.y) end
V.__unm = function(a, b) if rawequal(a, b) then return new(-a.x, -a.y) end return 0 end
V.__concat = function(a, b) return (type(a) == "table" and a.x or a) .. ":" .. (type(b) == "table" and b.x or b) end
V.__eq = function(a, b) return a.x == b.x end
V.__lt = function(a, b) return a.x < b.x end
V.__le = function(a, b) return a.x <= b.x end
V.__len = function() return 99 end
V.__tostring = function(a) return "(" .. a.x .. "," .. a.y .. ")" end
V.__mod = function(a, b) return coroutine.running() and 1 or 2 end
V.__div = function(a, b) error("no division " .. tostring(b), 2) end
V.__pow = nil
local acc, one = new(0, 0), new(1, 2)
local flags = ""
for i = 1, 60 do
  acc = acc + one
  acc = acc + i - one
  acc = -(-acc)
  local p = acc * one + 2 * acc
  if i % 10 == 0 then flags = flags .. p .. (acc == one and "=" or "~") .. (acc < one and "<" or ">") .. (one <= acc and "L" or "G") end
  if i == 30 then V.__add = function(a, b) return new(i, i) end end
  if i == 40 then one = setmetatable({x = 5, y = 6}, {__index = V, __add = function() return new(7, 7) end, __eq = V.__eq, __lt = V.__lt, __le = V.__le, __sub = V.__sub, __mul = V.__mul}) end
end
print(tostring(acc), flags)
for i = 1, 40 do local ok, e = pcall(function() return acc / (i > 30 and i or 1) end) if i % 10 == 0 then print(e) end end
print(pcall(function() local s = acc for i = 1, 40 do s = s ^ 2 end end))
local strs = {}
for i = 1, 40 do strs[#strs + 1] = i .. acc .. "x" .. (i % 2 == 0 and acc or i) end
print(table.concat(strs, " "))
print(pcall(function() for i = 1, 40 do local x = {} .. i end end))
print(pcall(function() for i = 1, 40 do local x = (i > 30 and {} or 1) < i end end))
print(pcall(function() for i = 1, 40 do local x = (i > 30 and {} or new(1, 1)) < new(2, 2) end end))
-- yields in metamethods are refused; in hot loops
local co = coroutine.wrap(function()
  local y = setmetatable({}, {__add = function(a, b) return coroutine.yield(b) end, __index = function(t, k) return coroutine.yield(k) end})
  local n = 0
  for i = 1, 40 do local ok, e = pcall(function() return y + i end) if not ok then n = n + 1 end if i == 40 then return n, e end end
end)
print(co())
print(pcall(coroutine.wrap(function() local y = setmetatable({}, {__lt = function() return coroutine.yield(1) end}) local s = 0 for i = 1, 40 do if i < 39 then s = s + 1 else s = y < y end end return s end)))
-- comparisons of mixed
local mixed = {1, "1", 2, "b"}
for i = 1, 40 do local a, b = mixed[i % 4 + 1], mixed[(i + 1) % 4 + 1] local ok, e = pcall(function() return a < b end) if i <= 5 then print(ok, e) end end
-- string arithmetic coercions
local n = 0
for i = 1, 60 do n = n + ("0x" .. i) + (" " .. i .. " ") * "2" - -"3" if i % 20 == 0 then n = n .. "" end end
print(n)
print(pcall(function() local n = 0 for i = 1, 60 do n = n + (i < 50 and "1" or "one") end return n end))
