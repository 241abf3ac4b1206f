-- Calls: of locals, methods, with many arguments and results, in tail position, from loops.
-- size: 500000
-- bench: 8000000
-- reference: 100

local n = tonumber((...)) or tonumber(arg and arg[1]) or 500000

local function add(a, b)
  return a + b
end

local function swap(a, b, c)
  return c, a, b
end

local function pick(...)
  local first, second = ...
  return select("#", ...) + first - second
end

local function countdown(k, sum)
  if k == 0 then
    return sum
  end
  return countdown(k - 1, sum + k % 3)
end

local Account = {}
Account.__index = Account
function Account:deposit(amount)
  self.balance = self.balance + amount
  return self
end

local account = setmetatable({ balance = 0 }, Account)
local a, b, c, sum = 1, 2, 3, 0
for i = 1, n do
  sum = add(sum, i) % 65537
  a, b, c = swap(a, b, c)
  sum = sum + pick(i, a, b, c)
  account:deposit(a):deposit(-c)
  if i % 16 == 0 then
    sum = sum + countdown(16, 0)
  end
end
print(string.format("%.14g %.14g %d%d%d", sum, account.balance, a, b, c))
