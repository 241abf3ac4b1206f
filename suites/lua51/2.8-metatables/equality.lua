-- __eq: same type, not raw equal, and the same metamethod on both sides.
local calls = 0
local function eq(a, b) calls = calls + 1 return a.id == b.id end
local mt = { __eq = eq }
local a, b, c = setmetatable({ id = 1 }, mt), setmetatable({ id = 1 }, mt),
  setmetatable({ id = 2 }, mt)
print(a == b, a == c, a ~= b, a ~= c, calls)
calls = 0
print(a == a, a ~= a, calls)
local other = setmetatable({ id = 1 }, { __eq = eq })
print("same function, other metatable", a == other, other == a)
local different = setmetatable({ id = 1 }, { __eq = function(x, y) return x.id == y.id end })
print("different function", a == different, different == a)
print("no metatable", a == { id = 1 }, { id = 1 } == a)
print("other types", a == 1, a == "x", a == nil, nil == a, a ~= 1, 1 ~= a, a == print)
print(rawequal(a, b), rawequal(a, a))
local odd = { __eq = function() return "truthy" end }
local x, y = setmetatable({}, odd), setmetatable({}, odd)
print(x == y, x ~= y)
local none = { __eq = function() return nil end }
x, y = setmetatable({}, none), setmetatable({}, none)
print(x == y, x ~= y)
local order = {}
local trace = { __eq = function(p, q) order[#order + 1] = p.n .. q.n return p.n == q.n end }
local p, q = setmetatable({ n = 1 }, trace), setmetatable({ n = 2 }, trace)
print(p == q, q == p, p ~= q, table.concat(order, " "))
local set = { [a] = "a" }
print(set[a], set[b])
if a == b then print("if equal") else print("if different") end
if not (a == c) then print("not equal") end
while a ~= c do print("while different") break end
print((a == b) and "and", (a == c) or "or", not (a == b))
local u1, u2 = newproxy(true), newproxy()
getmetatable(u1).__eq = function() return true end
print(u1 == u2, u1 == newproxy(u1), newproxy(u1) == newproxy(u1), u1 == a)
print(pcall(function()
  local e = { __eq = function() error("in __eq", 0) end }
  return setmetatable({}, e) == setmetatable({}, e)
end))
print(pcall(function()
  local e = { __eq = 5 }
  return setmetatable({}, e) == setmetatable({}, e)
end))
