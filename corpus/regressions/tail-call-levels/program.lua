-- Tail calls in hot code: tracebacks, levels, results and environments as without compilation.
local log = {}
local function note(level) log[#log+1] = tostring(debug.getinfo(level, "S") and debug.getinfo(level, "S").what) end
local function leaf(i) if i % 13 == 0 then note(2) note(3) note(4) note(5) end if i == 37 then error("leaf") end return i end
local function t1(i) return leaf(i) end
local function t2(i, ...) return t1(i + (select("#", ...) > 0 and 0 or 0)) end
local function t3(i, ...) local a, b = t2(i, ...) return a, b end
local ok, tb = xpcall(function() local s = 0 for i = 1, 60 do s = s + t3(i, nil, i) end return s end, debug.traceback)
print(ok, tb)
print(table.concat(log, " "))
-- tail call chains of different length, ended by built-ins and pcall
local function c1(n) if n == 0 then return tostring(n) end return c1(n - 1) end
local function c2(n) return pcall(c1, n) end
local function c3(n, ...) if n > 2 then return select(2, ...) end return c2(n) end
local r = {}
for i = 1, 50 do r[#r+1] = tostring((c3(i % 5, i, i * 2))) end
print(table.concat(r, ","))
-- tail calls with more/less arguments, varargs to fixed and back
local function va(...) return ... end
local function fx(a, b, c) return c, b, a end
local function mix(n, ...) if n % 3 == 0 then return va(...) elseif n % 3 == 1 then return fx(...) end return fx(va(...)) end
local q = {}
for i = 1, 60 do
  local a, b, c, d = mix(i, i, nil, i + 1, 4)
  q[#q+1] = tostring(a) .. tostring(b) .. tostring(c) .. tostring(d) .. select("#", mix(i, 1, 2))
end
print(table.concat(q, " "))
-- __call in tail position, chains of __call
local callable = setmetatable({}, {__call = function(self, a, ...) return a and a * 2 or -1, select("#", ...) end})
local cc = setmetatable({}, {__call = callable})
local function tc(i) if i % 2 == 0 then return callable(i, nil, nil) end return callable() end
local s1, s2 = 0, 0
for i = 1, 60 do local a, b = tc(i) s1 = s1 + a s2 = s2 + b if i == 40 then getmetatable(callable).__call = function(s, x) return x or 1, 100 end end end
print(s1, s2, pcall(cc, 1))
-- infinite tail recursion is bounded by count
local function down(n, acc) if n == 0 then return acc end return down(n - 1, acc + n) end
for i = 1, 5 do print(down(2000, i)) end
-- error objects and levels through tail calls
local function lvl(n) return error("lvl", n) end
for n = 0, 4 do for i = 1, 3 do local _, e = pcall(function() local x = lvl(n) return x end) io.write(e, ";") end end
print()
-- setfenv/getfenv levels with tail calls
local function env(i) return getfenv(1) == _G and i end
local function te(i) return env(i) end
local z = 0 for i = 1, 40 do z = z + (te(i) or 1000) if i == 20 then setfenv(env, setmetatable({}, {__index = _G})) end end print(z)
