-- Arithmetic metamethods: which operand's is used, what they receive, what comes back.
local function name(v) return type(v) == "table" and v.name or tostring(v) end
local function meta(label)
  local mt = {}
  for _, event in ipairs({ "add", "sub", "mul", "div", "mod", "pow" }) do
    mt["__" .. event] = function(a, b)
      return label .. "." .. event .. "(" .. name(a) .. "," .. name(b) .. ")", "dropped"
    end
  end
  mt.__unm = function(a, b) return label .. ".unm(" .. name(a) .. "," .. name(b) .. ")" end
  return mt
end
local a = setmetatable({ name = "a" }, meta("A"))
local b = setmetatable({ name = "b" }, meta("B"))
local plain = { name = "plain" }
for _, pair in ipairs({ { a, b }, { b, a }, { a, 1 }, { 1, a }, { a, "x" }, { "x", a }, { a,
  plain }, { plain, a } }) do
  local x, y = pair[1], pair[2]
  print(x + y, x - y, x * y)
  print(x / y, x % y, x ^ y)
end
print(-a, -b)
print(a + nil_global, nil_global + a, a + true)
print(pcall(function() return a + 1 + 2 end))
print(10 + a, a * 0.5, a ^ 2, 2 ^ a, a % 3, "7" + a)
print(pcall(function() return plain + 1 end))
print(pcall(function() return plain + plain end))
print(pcall(function() return -plain end))
print(pcall(function() return 2 ^ plain end))
local only = setmetatable({ name = "only" }, { __add = function() return nil end })
print(only + 1, select("#", only + 1), pcall(function() return only - 1 end))
local values = setmetatable({ name = "v" }, { __add = 5 })
print(pcall(function() return values + 1 end))
local callable = setmetatable({}, { __call = function(self, x,
  y) return "called with " .. name(x) .. name(y) end })
print(setmetatable({ name = "c" }, { __add = callable }) + 1)
local noreturn = setmetatable({}, { __add = function() end, __unm = function() end })
print(noreturn + 1, -noreturn)
local raising = setmetatable({}, { __mul = function() error("in __mul", 0) end })
print(pcall(function() return raising * 2 end))
