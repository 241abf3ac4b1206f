-- Runaway recursion is an ordinary error; afterwards everything works as before.
local function runaway(n) return 1 + runaway(n + 1) end
local ok, message = pcall(runaway, 1)
print(ok, (message:gsub("^.-:%d+: ", "")))
local depth = 0
local function count() depth = depth + 1 count() return depth end
ok, message = pcall(count)
print(ok, message:match("stack overflow"), depth > 15000, depth < 25000)
local function plain(n) if n == 0 then return 0 end return 1 + plain(n - 1) end
print(plain(15000), plain(100))
local t = setmetatable({}, {})
getmetatable(t).__index = function(self, k) return self[k + 1] end
ok, message = pcall(function() return t[1] end)
print(ok, message:match("C stack overflow") or message:match("stack overflow"))
local function mutual_a(n) return mutual_b(n) + 1 end
function mutual_b(n) return mutual_a(n) + 1 end
ok, message = pcall(mutual_a, 1)
print(ok, message:match("stack overflow"))
print(pcall(function() local x = 1; return x + plain(10) end))
local function with_varargs(...) return select("#", ...) + with_varargs(...) end
ok, message = pcall(with_varargs, 1, 2)
print(ok, message:match("stack overflow"))
ok, message = pcall(function() return unpack({}, 1, 1e7) end)
print(ok, message)
ok, message = pcall(string.rep, "x", -1)
print(ok, message == "")
local co = coroutine.create(runaway)
ok, message = coroutine.resume(co, 1)
print(ok, message:match("stack overflow"), coroutine.status(co))
local function sorted(a, b) return sorted(a, b) and true end
print((pcall(table.sort, { 3, 2, 1 }, sorted)))
for i = 1, 3 do
  ok, message = pcall(runaway, 1)
  print(i, ok, plain(1000))
end
print(xpcall(runaway, function(m) return (m:match("stack overflow")) end))
