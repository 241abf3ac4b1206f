-- Errors raised inside metamethods, iterators, comparators and callbacks.
local function try(f, ...) print(pcall(f, ...)) end
local function thrower(name) return function() error("from " .. name, 0) end end
local mt = {}
for _, name in ipairs({ "add", "sub", "mul", "div", "mod", "pow", "unm", "concat", "eq", "lt",
  "le", "index", "newindex", "call", "tostring" }) do
  mt["__" .. name] = thrower("__" .. name)
end
local a, b = setmetatable({}, mt), setmetatable({}, mt)
try(function() return a + b end) try(function() return a - b end) try(function() return a * b end)
try(function() return a / b end) try(function() return a % b end) try(function() return a ^ b end)
try(function() return -a end) try(function() return a .. b end) try(function() return a == b end)
try(function() return a < b end) try(function() return a <= b end) try(function() return a.x end)
try(function() a.x = 1 end) try(function() return a() end) try(function() return tostring(a) end)
try(function() return a ~= b end) try(function() return a > b end) try(function() return a >= b end)
try(function() for k in a do end end)
try(function() for k in thrower("iterator") do end end)
try(function() print(a) end)
try(function() return ("x"):gsub("x", thrower("gsub function")) end)
try(function() return ("x"):gsub("x", a) end)
try(function() table.sort({ 2, 1 }, thrower("comparator")) end)
try(function() table.sort({ a, b }) end)
try(function() table.foreach({ 1 }, thrower("foreach")) end)
try(function() return load(thrower("reader")) end)
print(pcall(load, thrower("reader"), "=named"))
try(function() return setmetatable({}, { __index = a }).x end)
try(function() setmetatable({}, { __newindex = a }).x = 1 end)
try(function() return table.concat({ a }) end)
try(function() return #a end)
try(function() return next(a), rawget(a, "x"), rawequal(a, b) end)
try(function() return a and b and not a end)
local state = 0
local partial = setmetatable({}, { __index = function(_, k)
  state = state + 1
  if k == "bad" then
    error("bad key", 0)
  end
  return k
end })
try(function() local x, y, z = partial.one, partial.bad, partial.three return x end)
print(state)
try(function() return { partial.one, partial.two, partial.bad, partial.four } end)
print(state)
try(function() local t = { partial.ok } t[1], t[2] = partial.two, partial.bad end)
print(state)
local co = coroutine.create(function() return a + 1 end)
print(coroutine.resume(co))
print(xpcall(function() return a.x end, function(m) return "handled " .. m end))
