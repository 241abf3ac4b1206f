-- Without __le, a <= b is not (b < a); the operands change places.
local log = {}
local mt = {}
mt.__lt = function(a, b)
  log[#log + 1] = a.n .. "<" .. b.n
  return a.v < b.v
end
local function new(n, v) return setmetatable({ n = n, v = v }, mt) end
local a, b, c = new("a", 1), new("b", 2), new("c", 2)
print(a <= b, b <= a, b <= c, a >= b, b >= a)
print(table.concat(log, " "))
log = {}
local nan = new("n", 0 / 0)
print(nan <= nan, nan < nan, a <= nan, nan <= a)
print(table.concat(log, " "))
mt.__le = function() error("asked", 0) end
print(pcall(function() return a <= b end))
print(a < b)
