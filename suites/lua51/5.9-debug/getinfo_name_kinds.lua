-- debug.getinfo "n": how a function was called: global, local, method, field, upvalue, or unknown.
local function who()
  local i = debug.getinfo(2, "n")
  return tostring(i.name) .. "/" .. i.namewhat
end
function global_one() local r = who() return r end
local function local_one() local r = who() return r end
local t = { field = function() local r = who() return r end, [1] = local_one }
function t:method() local r = who() return r end
local up = function() local r = who() return r end
local function through_upvalue() local r = up() return r end
local r = global_one()
print(r)
r = local_one()
print(r)
r = t.field()
print(r)
r = t:method()
print(r)
r = through_upvalue()
print(r)
r = t[1]()
print(r)
r = t["field"]()
print(r)
print((global_one()), (function() local x = who() return x end)())
print(pcall(local_one))
local function tail() return global_one() end
print((tail()))
local mt = setmetatable({}, { __index = function() local x = who() return x end, __add = function() local x = who() return x end,
  __call = function() local x = who() return x end, __concat = function() local x = who() return x end })
print(mt.x, mt + 1, mt(), mt .. "")
for x in function(_, c) if not c then local y = who() return y end end do print(x) end
table.sort({ 1, 2 }, function(a, b) r = who() return a < b end)
print(r)
print(coroutine.wrap(function() local x = who() return x end)())
global_one = nil
