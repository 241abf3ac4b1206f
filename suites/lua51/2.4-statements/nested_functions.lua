-- Functions within functions within loops: names, recursion and scope of each.
local function outer(a)
  local function middle(b)
    local function inner(c)
      return a .. b .. c
    end
    return inner(b .. "i") .. inner("k")
  end
  return middle("m"), middle(a)
end
print(outer("x"))
local depth = {}
local function build(n)
  if n == 0 then return function() return "leaf" end end
  local below = build(n - 1)
  return function() depth[#depth + 1] = n return n .. below() end
end
print(build(5)(), table.concat(depth, ","))
local function counter_of_counters()
  local made = 0
  return function()
    made = made + 1
    local mine, count = made, 0
    return function() count = count + mine return count, made end
  end
end
local new = counter_of_counters()
local c1, c2 = new(), new()
print(c1()) print(c1()) print(c2()) print(new()()) print(c2())
local results = {}
for i = 1, 3 do
  local function visit(n) if n == 0 then return i end return visit(n - 1) + i end
  for j = 1, 2 do
    local function both() return visit(j) * 10 + j end
    results[#results + 1] = both()
  end
end
print(table.concat(results, " "))
local function shadow(x)
  local x = x or "default"
  local function x2() return x end
  do local x = "inner" if x2() == x then return "wrong" end end
  x = x .. "!"
  return x2()
end
print(shadow(), shadow("given"))
local y = (function(n)
  local function f(k)
    return k > n and 0 or k + f(k + 1)
  end
  return f(1)
end)(10)
print(y)
local function self_reference() return self_reference end
print(self_reference() == self_reference)
local anonymous
anonymous = function(n) return n <= 0 and "end" or anonymous(n - 1) end
print(anonymous(10))
local t = {}
for _, name in ipairs({ "a", "b" }) do t[name] = function(...) return name, select("#", ...) end end
print(t.a(1, 2)) print(t.b())
local compose = function(...)
  local fs = { ... }
  return function(x)
    for i = #fs, 1, -1 do
      x = fs[i](x)
    end
    return x
  end
end
print(compose(function(x) return x + 1 end, function(x) return x * 2 end, tonumber)("20"))
local Y = function(f)
  return (function(x)
    return x(x)
  end)(function(x)
    return f(function(...)
      return x(x)(...)
    end)
  end)
end
print(Y(function(fact) return function(n) return n == 0 and 1 or n * fact(n - 1) end end)(10))
