-- Iterators of all kinds in hot loops: they change, fail, yield; tables change under them.
local function range(n) local i = 0 return function() i = i + 1 if i <= n then return i, i * i end end end
local function stateless(s, c) if c < s then return c + 1, s - c end end
local out = {}
for r = 1, 30 do
  local s = 0
  for a, b in range(r % 7) do s = s + a * b end
  for a, b in stateless, r % 5, 0 do s = s + a + b end
  for k, v in pairs({r, x = r, [r * 2] = 1}) do s = s + (type(k) == "number" and k or 5) * v end
  for k, v in ipairs({r, nil, r}) do s = s + v end
  for k, v in next, {a = 1, r} do s = s + v end
  out[#out + 1] = s
end
print(table.concat(out, " "))
local callable = setmetatable({}, {__call = function(self, s, c) if c < s then return c + 1 end end})
local t = 0 for r = 1, 20 do for x in callable, r, 0 do t = t + x end end print(t)
print(pcall(function() local s = 0 for r = 1, 40 do for x in (r < 35 and range(3) or nil) do s = s + x end end end))
print(pcall(function() local s = 0 for r = 1, 40 do for x in function(_, c) c = (c or 0) + 1 if r == 39 and c == 2 then error("it") end return c < 4 and c or nil end do s = s + x end end return s end))
local function walk(t) for k, v in pairs(t) do if type(v) == "table" then walk(v) else coroutine.yield(k, v) end end end
local tree = {1, {2, {3, {4, 5}, 6}, 7}, 8}
local sum = 0 for rep = 1, 8 do for k, v in coroutine.wrap(function() walk(tree) end) do sum = sum + k * v end end print(sum)
-- pairs with changes: assign existing, clear, during hot loops
local big = {} for i = 1, 50 do big[i] = i big["k" .. i] = i end
local c = 0 for rep = 1, 5 do for k, v in pairs(big) do c = c + v if v % 7 == rep then big[k] = nil elseif type(k) == "string" then big[k] = v + 1 end end end
print(c)
local left = 0 for k, v in pairs(big) do left = left + v end print(left)
-- invalid next
print(pcall(function() local t = {} for i = 1, 40 do t[i] = i end for i = 1, 40 do local k = next(t, i < 39 and i or "none") end end))
-- nested break and returns from iteration
local function find(t, x) for k, v in pairs(t) do for i, w in ipairs(v) do if w == x then return k, i end end end end
local grid = {a = {1, 2, 3}, b = {4, 5, 6}, c = {7, 8, 9}}
local res = {} for i = 1, 40 do local k, n = find(grid, i % 11) res[#res + 1] = tostring(k) .. tostring(n) end print(table.concat(res, " "))
-- gmatch, string iterators
local words = 0 for r = 1, 30 do for w, n in ("k1=v2 kk3=vv4 x"):gmatch("(%a+)(%d)") do words = words + #w * n end end print(words)
-- generic for with upvalue captured control variables
local fs = {} for r = 1, 4 do for i, v in ipairs({10, 20, 30}) do fs[#fs + 1] = function() i = i + 1 v = v + i return v end end end
local tot = 0 for r = 1, 10 do for _, f in ipairs(fs) do tot = tot + f() end end print(tot)
-- extra arguments and missing ones to inlined closures
local function opt(a, b, c, ...) b = b or 10 c = c or a return a + b + c + select("#", ...) end
local o = 0 for i = 1, 60 do o = o + opt(i) + opt(i, i) + opt(i, nil, i, i, i) + opt(i, 1, 2, nil) end print(o)
local function arg5(...) local a = {n = select("#", ...), ...} return a.n, #a end
local g = 0 for i = 1, 60 do local n, m = arg5(i, i, nil) g = g + n local x = {arg5(arg5(arg5()))} g = g + #x + x[1] end print(g)
function legacy(...) return arg.n, arg[1] end
local h = 0 for i = 1, 40 do local n, a = legacy(i, nil, nil) h = h + n + a end print(h)
