-- The same function hot from two places with different types; traces of both must hold.
local function dot(a, b) local s = 0 for i = 1, #a do s = s + a[i] * b[i] end return s end
local n, f, str, obj = {}, {}, {}, {}
local mt = { __mul = function(a, b) return (type(a) == "table" and a.v or a) * (type(b) == "table" and b.v or b) end }
for i = 1, 30 do n[i], f[i], str[i], obj[i] = i, i / 4, tostring(i % 10), setmetatable({ v = i }, mt) end
for round = 1, 5 do print(dot(n, n), dot(f, n), dot(str, f), dot(obj, n), dot(n, obj)) end
n[15] = "x"
print(pcall(dot, n, f))
n[15] = nil
print(pcall(dot, n, f))
local function apply(f, t) for i = 1, #t do t[i] = f(t[i]) end return t end
for _ = 1, 6 do apply(function(x) return x + 1 end, f) apply(tostring, str) apply(math.sqrt, f) end
print(("%.6f"):format(f[30]), str[30])
