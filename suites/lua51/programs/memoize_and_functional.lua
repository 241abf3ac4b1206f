-- Higher-order functions: map, filter, fold, memoize, curry, lazy streams, pipelines.
local function map(f, t) local r = {} for i = 1, #t do r[i] = f(t[i]) end return r end
local function filter(f, t) local r = {} for i = 1, #t do if f(t[i]) then r[#r + 1] = t[i] end end return r end
local function fold(f, a, t) for i = 1, #t do a = f(a, t[i]) end return a end
local function range(a, b, s) local r = {} for i = a, b, s or 1 do r[#r + 1] = i end return r end
local function compose(...) local fs = { ... } return function(...) local r = { ... } for i = #fs, 1, -1 do r = { fs[i](unpack(r)) } end return unpack(r) end end
local function memoize(f) local cache, calls = {}, 0 return function(n) local v = cache[n] if v == nil then calls = calls + 1 v = f(n) cache[n] = v end return v end, function() return calls end end
local function curry(f, n) n = n or 2 local function c(args, k) return function(x) local a = { unpack(args) } a[#a + 1] = x if k == 1 then return f(unpack(a)) end return c(a, k - 1) end end return c({}, n) end
print(table.concat(map(function(x) return x * x end, filter(function(x) return x % 3 == 0 end, range(1, 20))), " "))
print(fold(function(a, b) return a + b end, 0, range(1, 100)), fold(math.max, -1, { 3, 9, 2 }), fold(function(a, b) return b .. a end, "", { "a", "b", "c" }))
local fib, calls
fib, calls = memoize(function(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end)
print(fib(60), calls(), fib(60), calls())
print(curry(function(a, b, c) return a * b + c end, 3)(2)(3)(4), compose(math.sqrt, math.abs)(-16), compose(string.upper, string.reverse)("abc"), compose()(1, 2))
local function stream(f, v) return { v, function() return stream(f, f(v)) end } end
local function take(s, n) local r = {} for i = 1, n do r[i] = s[1] s = s[2]() end return table.concat(r, " ") end
local function sfilter(p, s) while not p(s[1]) do s = s[2]() end return { s[1], function() return sfilter(p, s[2]()) end } end
print(take(stream(function(x) return x * 2 end, 1), 10), take(sfilter(function(x) return x % 7 == 0 end, stream(function(x) return x + 1 end, 1)), 5))
local function zip(...) local ts, r = { ... }, {} for i = 1, #ts[1] do r[i] = table.concat(map(function(t) return tostring(t[i]) end, ts), "-") end return table.concat(r, " ") end
print(zip({ 1, 2, 3 }, { "a", "b", "c" }, { true, false, true }))
