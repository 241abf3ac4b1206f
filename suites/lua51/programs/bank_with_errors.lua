-- Transactions with errors, rollback and logs: pcall, error objects, closures.
local accounts, log = { ann = 100, bob = 50, cid = 0 }, {}
local InsufficientFunds = {}
InsufficientFunds.__index = InsufficientFunds
InsufficientFunds.__tostring = function(e) return ("%s lacks %d"):format(e.who, e.missing) end
local function withdraw(who, n)
  local b = accounts[who] or error("no account " .. tostring(who), 2)
  if b < n then error(setmetatable({ who = who, missing = n - b }, InsufficientFunds)) end
  accounts[who] = b - n
end
local function deposit(who, n)
  if type(n) ~= "number" or n <= 0 then error("bad amount", 0) end
  if not accounts[who] then error("no account " .. tostring(who), 2) end
  accounts[who] = accounts[who] + n
end
local function transaction(f)
  local saved = {}
  for k, v in pairs(accounts) do saved[k] = v end
  local ok, e = xpcall(f, function(m) log[#log + 1] = type(m) return m end)
  if not ok then
    for k in pairs(accounts) do accounts[k] = saved[k] end
    return false, tostring(e)
  end
  return true
end
local function transfer(a, b, n) return transaction(function() withdraw(a, n) deposit(b, n) end) end
print(transfer("ann", "bob", 30))
print(transfer("bob", "cid", 500))
print(transfer("ann", "nobody", 10))
print(transfer("nobody", "ann", 10))
print(transfer("ann", "bob", -5))
print(transfer("ann", "bob", "x"))
print(accounts.ann, accounts.bob, accounts.cid, table.concat(log, " "))
local names, failed = { "ann", "bob", "cid" }, 0
for i = 1, 150 do if not transfer(names[i % 3 + 1], names[(i * 2) % 3 + 1], i % 40) then failed = failed + 1 end end
print(failed, accounts.ann + accounts.bob + accounts.cid)
