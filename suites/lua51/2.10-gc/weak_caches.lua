-- Caches and memo tables with weak modes, and what interning and functions do there.
local function size(t) local n = 0 for _ in pairs(t) do n = n + 1 end return n end
local cache = setmetatable({}, { __mode = "v" })
local builds = 0
local function get(name)
  local v = cache[name]
  if not v then builds = builds + 1 v = { name = name } cache[name] = v end
  return v
end
local held = get("held")
local function use() get("a") get("b") get("held") end
use()
collectgarbage()
print(size(cache), get("held") == held, builds)
use()
print(builds)
local memo = setmetatable({}, { __mode = "k" })
local function area(r)
  if not memo[r] then
    memo[r] = r.w * r.h builds = builds + 1
  end
  return memo[r]
end
local r1 = { w = 2, h = 3 }
print(area(r1), area(r1), area({ w = 1, h = 1 }))
local function clean() collectgarbage() return size(memo) end
print(clean() <= 2, memo[r1])
-- Objects with private data in a weak table.
local private = setmetatable({}, { __mode = "k" })
local Account = {} Account.__index = Account
local function account(n)
  local o = setmetatable({}, Account) private[o] = { balance = n }
  return o
end
function Account:deposit(n)
  private[self].balance = private[self].balance + n
  return private[self].balance
end
local accounts = {}
for i = 1, 10 do accounts[i] = account(i) end
for i = 1, 10 do accounts[i]:deposit(i) end
for i = 1, 8 do accounts[i] = nil end
collectgarbage()
print(size(private), accounts[9]:deposit(0), accounts[10]:deposit(1))
-- Two weak tables that refer to each other's content.
local left, right = setmetatable({}, { __mode = "v" }), setmetatable({}, { __mode = "v" })
local function link() local a, b = {}, {} left.a, right.b = a, b a.other, b.other = b, a end
link()
collectgarbage()
print(left.a, right.b)
local anchor
local function link2()
  local a, b = {}, {} left.a, right.b = a, b a.other, b.other = b, a anchor = a
end
link2()
collectgarbage()
print(left.a == anchor, right.b == anchor.other, right.b.other == anchor)
anchor = nil
collectgarbage()
print(left.a, right.b)
local strs = setmetatable({}, { __mode = "kv" })
for i = 1, 20 do strs["key" .. i] = "value" .. i strs[i] = i end
collectgarbage()
print(size(strs), strs.key7, strs[20])
local modes = setmetatable({}, { __mode = "invalid" })
modes[1] = {}
collectgarbage()
print(modes[1])
local nomode = setmetatable({}, { __mode = 5 })
nomode[1] = {}
collectgarbage()
print(type(nomode[1]))
