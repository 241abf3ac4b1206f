"""Small programs for stopping engines at every one of their VM instructions.

Between them they execute what a count of instructions can go wrong about: comparisons and the
jumps that belong to them, the words behind CLOSURE and SETLIST, calls that run in their caller's
place, calls made by the library, metamethods, errors that drop frames, coroutines.
"""

PROGRAMS = {
    "loops": b"""
local total = 0
for i = 3, 1, -1 do total = total + i end
for i = 1, 0 do total = 100 end
while total > 4 do total = total - 1 end
repeat local last = total; total = total - 2 until last < 3
return total
""",
    "comparisons": b"""
local function order(a, b)
  if a == b then return 'same' elseif a < b then return 'below' end
  return a <= b and 'never' or 'above'
end
local x = order(1, 2) .. order(2, 1) .. order('a', 'a')
local y = x ~= '' and not (#x == 3)
local z = nil or false or x
return x, y, z
""",
    "closures": b"""
local a, b = 1, 2
local function outer(c)
  local d = a + c
  local function inner() b = b + d; a = a + 1; return function() return a, b, c end end
  return inner()
end
local get = outer(10)
for i = 1, 2 do local j = i; get = (function() return get, j end)() end
return a, b
""",
    "constructors": b"""
local function three() return 7, 8, 9 end
local t = {1, 2, three()}
local u = {three(), x = 1, three(), [10] = 'ten'; nil, 5}
local v = {%s}
return #t, #u, #v
"""
    % b", ".join(b"%d" % n for n in range(120)),
    "varargs and tail calls": b"""
local function count(...) local n, first = select('#', ...), ...; return n, first end
local function loop(n, acc) if n == 0 then return acc end return loop(n - 1, acc + n) end
local function pass(...) return count(...) end
local n, first = pass(4, nil, 6, nil)
return loop(4, 0), n, first
""",
    "metamethods": b"""
local meta = {}
meta.__index = function(t, key) local made = key .. '!'; return made end
meta.__add = function(a, b) return setmetatable({n = (a.n or 0) + (b.n or 0)}, meta) end
meta.__lt = function(a, b) return a.n < b.n end
meta.__eq = function(a, b) return a.n == b.n end
meta.__concat = function(a, b) return 'joined' end
meta.__call = function(self, x) local y = x; return y, self end
meta.__newindex = function(t, key, value) rawset(t, key, value * 2) end
local p, q = setmetatable({n = 1}, meta), setmetatable({n = 2}, meta)
local r = p + q
local less, same, text, missing, called = p < q, p == q, p .. q .. r, p.z, p(5)
r.w = 21
if not (q < p) then r.v = 1 end
return r.n, less, same, text, missing, called
""",
    "errors": b"""
local function fail(depth) if depth == 0 then error({code = 7}) end fail(depth - 1) end
local ok, problem = pcall(fail, 2)
local ok2, text = pcall(function() local x = nil; return x.y end)
local function handler(m) local kept = m; return kept end
local ok3, handled = xpcall(function() return 1 + {} end, handler)
return ok, problem.code, text, handled
""",
    "iterators": b"""
local t, sum = {5, 6, 7, x = 1}, 0
for i, v in ipairs(t) do sum = sum + i * v end
for k, v in pairs(t) do sum = sum + v end
local function each(list) local i = 0; return function() i = i + 1; return list[i] end end
for item in each(t) do sum = sum - item end
return sum
""",
    "methods": b"""
local account = {balance = 0}
account.__index = account
function account:deposit(n) self.balance = self.balance + n; return self end
local a = setmetatable({}, account)
a:deposit(5):deposit(6)
return a.balance
""",
    "callbacks": b"""
local list = {3, 1, 2}
table.sort(list, function(a, b) local before = a > b; return before end)
local shown = string.gsub('abc', '%w', function(c) local up = c:upper(); return up .. '.' end)
return list[1], shown
""",
    "coroutines": b"""
local function gen(n) for i = 1, n do local sent = coroutine.yield(i); n = n + (sent or 0) end end
local co = coroutine.create(gen)
local sum = 0
for step = 1, 5 do
  local ok, value = coroutine.resume(co, step, step - 3)
  if value then sum = sum + value end
end
local wrapped = coroutine.wrap(function() local inner = 1; coroutine.yield(inner); return 2 end)
return sum, wrapped(), wrapped()
""",
    "scopes": b"""
local function run(n) local s = 0; for i = 1, n do s = s + i end return s end
for k = 1, 9 do run(k) end
for k, v in pairs({1, 2, 3}) do local half = v / 2; do local inner = half end run(half) end
local last
for k = 1, 5 do last = run(k) end
return last
""",
    "hot": b"""
local function step(state, x) local y = x * 3; return state + y % 7 end
local state, list = 0, {}
for i = 1, 24 do
  state = step(state, i)
  if i % 5 == 0 then list[#list + 1] = state else list.last = i end
  for j = 1, 3 do state = state - j / 4 end
end
local i = 0
while true do i = i + 1; if list[i] == nil then break end end
return state, i
""",
}
