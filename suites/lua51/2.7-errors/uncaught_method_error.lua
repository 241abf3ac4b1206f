-- An uncaught error in a method: the traceback names it.
local account = { balance = 10 }
account.__index = account
function account:withdraw(n)
  if n > self.balance then
    error("insufficient funds")
  end
  self.balance = self.balance - n
end
local a = setmetatable({}, account)
a:withdraw(5)
print(a.balance)
a:withdraw(100)
