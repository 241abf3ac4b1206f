-- Hot generic loops over next, pairs, ipairs, closures, callable tables, coroutines, strings.
local t = {}
for i = 1, 60 do t[i] = i t["k" .. i] = -i end
local s = 0
for _ = 1, 4 do for k, v in next, t do s = s + v end for k, v in pairs(t) do if type(k) == "number" then s = s + k end end for i, v in ipairs(t) do s = s + i * v end end
print(s)
local function range(n) local i = 0 return function() i = i + 1 if i <= n then return i end end end
local function stateless(n, i) if i < n then return i + 1 end end
s = 0
for _ = 1, 3 do for i in range(80) do s = s + i end for i in stateless, 80, 0 do s = s + i end end
print(s)
local callable = setmetatable({}, { __call = function(_, n, i) i = (i or 0) + 2 if i <= n then return i, i * i end end })
for i, sq in callable, 200 do s = s + sq end
print(s)
for v in coroutine.wrap(function() for i = 1, 100 do coroutine.yield(i) end end) do s = s + v end
for w in ("word "):rep(80):gmatch("%a+") do s = s + #w end
for a, b in ("k=v,"):rep(70):gmatch("(%w)=(%w)") do s = s + a:byte() - b:byte() end
print(s)
local function mixed(i) if i % 3 == 0 then return ipairs({ 1, 2, 3 }) elseif i % 3 == 1 then return pairs({ a = 1, b = 2 }) else return range(2) end end
local n = 0
for i = 1, 120 do for k, v in mixed(i) do n = n + (v or 10) end end
print(n)
local removed = {}
for i = 1, 50 do removed[i] = i end
for k in pairs(removed) do removed[k] = nil end
print(next(removed))
for i = 1, 100 do for k in pairs({ i }) do n = n + k end for _ in pairs({}) do n = -1e9 end end
print(n)
print(pcall(function() for i = 1, 100 do for k in pairs(i < 90 and {} or nil) do end end end))
