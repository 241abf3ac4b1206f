-- Proper tail calls: deep chains, mutual recursion, methods, varargs and their values.
local function count(n, acc)
  if n == 0 then return acc end
  return count(n - 1, acc + 1)
end
print(count(100000, 0))
local ping, pong
function ping(n, ...) if n == 0 then return "ping", ... end return pong(n - 1, ...) end
function pong(n, ...) if n == 0 then return "pong", ... end return ping(n - 1, ...) end
print(ping(50000, "a", nil, "c"))
print(pong(50001))
local object = {}
function object:walk(n) if n == 0 then return self == object, n end return self:walk(n - 1) end
print(object:walk(50000))
local callable = setmetatable({}, { __call = function(self, n)
  if n == 0 then return "called" end
  return self(n - 1)
end })
print(callable(20000))
local function results(n) if n == 0 then return 1, 2, 3 end return results(n - 1) end
print(results(1000))
print((results(1000)))
print(select("#", results(5)), ({ results(5) })[3])
-- A tail call of a C function, and of pcall.
local function c(...) return select("#", ...) end
local function p(n) if n == 0 then error("bottom", 0) end return pcall(p, n - 1) end
print(c(1, nil, 3), p(3))
local function into(f, ...) return f(...) end
print(into(string.rep, "ab", 3), into(into, into, math.max, 4, 9))
-- Not tail calls: the result is adjusted or used.
local function adjusted(n) if n == 0 then return 1, 2 end return (adjusted(n - 1)) end
print(adjusted(10))
local function used(n) if n == 0 then return 0 end return 1 + used(n - 1) end
print(used(5000))
-- Upvalues of a frame that is replaced by a tail call must survive.
local function keep(n, list)
  local own = n
  list[#list + 1] = function() own = own + 1 return own end
  if n == 0 then return list end
  return keep(n - 1, list)
end
local list = keep(5, {})
print(list[1](), list[1](), list[6](), list[3](), list[6]())
print(pcall(function() return nil_function(1) end))
print(pcall(function() local t = {} return t.x(1) end))
print(pcall(function() local t = {} return t:x(1) end))
