-- A runtime error in a method called through a table, uncaught.
local account = { balance = 10 }
function account:withdraw(amount)
  self.balance = self.balance - amount
  print("balance", self.balance)
  return self.balance
end
account:withdraw(3)
account:withdraw(4)
local function run(steps)
  for i = 1, steps do
    account:withdraw(i)
    if i == 3 then
      account = nil
    end
  end
end
print(pcall(run, 2))
print(account.balance)
run(5)
print("never")
