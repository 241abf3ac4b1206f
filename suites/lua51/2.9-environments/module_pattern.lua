-- Modules as tables, closures and environments; private state and late binding.
local function module_of(f) local m = setmetatable({}, { __index = _G }) setfenv(f, m)() return setmetatable(m, nil) end
local m = module_of(function()
  private = 5
  function get() return private end
  function set(v) private = v end
  function both() return get() * 2 end
end)
print(m.get(), m.both(), private, get)
m.set(10)
print(m.get(), m.private, m.both())
m.get = function() return 100 end
print(m.both())
local function account()
  local balance = 0
  local self = {}
  function self.deposit(n) balance = balance + n return self end
  function self.balance() return balance end
  return self
end
local a, b = account(), account()
a.deposit(10).deposit(5)
b.deposit(1)
print(a.balance(), b.balance(), a.deposit == b.deposit)
local env = setmetatable({}, { __index = function(_, k) return "auto_" .. k end })
print(setfenv(function() return anything, something.x end, env) ~= nil, setfenv(function() return anything end, env)())
local function with(t, f) return setfenv(f, setmetatable({}, { __index = function(_, k) local v = t[k] if v == nil then return _G[k] end return v end, __newindex = t }))() end
local point = { x = 3, y = 4 }
print(with(point, function() z = math.sqrt(x * x + y * y) return z end), point.z, z)
