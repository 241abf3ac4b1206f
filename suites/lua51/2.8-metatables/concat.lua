-- __concat: order of calls in chains, mixed with numbers and strings.
local log = {}
local function name(v) return type(v) == "table" and v.name or tostring(v) end
local mt = {}
local function new(n) return setmetatable({ name = n }, mt) end
mt.__concat = function(a, b)
  log[#log + 1] = "(" .. name(a) .. "," .. name(b) .. ")"
  return new(name(a) .. name(b))
end
local function show(v)
  print(name(v), table.concat(log, " "))
  log = {}
end
local a, b, c = new("a"), new("b"), new("c")
show(a .. b)
show(a .. b .. c)
show((a .. b) .. c)
show(a .. "x")
show("x" .. a)
show(1 .. a)
show(a .. 1)
show("x" .. "y" .. a)
show(a .. "x" .. "y")
show("x" .. a .. "y")
show("p" .. "q" .. a .. "r" .. "s" .. b .. "t" .. "u")
show(1 .. 2 .. a .. 3 .. 4)
mt.__concat = function(a, b) return name(a) .. "+" .. name(b), "dropped" end
print(a .. b .. c)
print("x" .. "y" .. a .. "z" .. "w")
mt.__concat = function() end
print(a .. b, pcall(function() return a .. b .. c end))
mt.__concat = function() return false end
print(a .. "x")
local left = setmetatable({ name = "L" }, { __concat = function(x,
  y) return "L:" .. name(x) .. name(y) end })
local right = setmetatable({ name = "R" }, { __concat = function(x,
  y) return "R:" .. name(x) .. name(y) end })
print(left .. right, right .. left, left .. {} == nil, {} == nil)
print(({ name = "plain" }) .. right, left .. true, nil .. right)
print(pcall(function() return {} .. "x" end))
print(pcall(function() return "x" .. {} end))
print(pcall(function() return "x" .. "y" .. {} .. "z" end))
print(pcall(function() return setmetatable({}, { __concat = "no" }) .. "x" end))
print(#("x" .. left), table.concat({ "a", 1 }, left.name))
print(pcall(table.concat, { left, right }))
