-- Arithmetic in a hot loop whose operands become strings, tables with operators, and back.
local M = {}
local function num(v) return type(v) == "table" and v.n or v end
for _, op in ipairs({ "add", "sub", "mul", "div", "mod", "pow" }) do
  local f = loadstring("local a, b = ... return a " .. ({ add = "+", sub = "-", mul = "*",
    div = "/", mod = "%", pow = "^" })[op] .. " b")
  M["__" .. op] = function(a, b) return f(num(a), num(b)) end
end
M.__unm = function(a) return -a.n end
local function box(n) return setmetatable({ n = n }, M) end
local function kind(i)
  if i <= 100 then
    return 3
  elseif i <= 150 then
    return "3"
  elseif i <= 200 then
    return box(3)
  else
    return 3.5
  end
end
local sums = { 0, 0, 0, 0, 0, 0, 0 }
for i = 1, 300 do
  local k = kind(i)
  sums[1] = sums[1] + k
  sums[2] = sums[2] - k
  sums[3] = sums[3] + k * 2
  sums[4] = sums[4] + 12 / k
  sums[5] = sums[5] + i % k
  sums[6] = sums[6] + k ^ 2
  sums[7] = sums[7] + -k
end
for i = 1, 7 do io.write(string.format("%.10g", sums[i]), i < 7 and " " or "\n") end
local log = {}
for i = 1, 300 do
  local k = i == 250 and {} or i == 260 and "x" or i == 270 and true or kind(i)
  local ok, e = pcall(function() return k + i end)
  if not ok then log[#log + 1] = e end
end
for _, e in ipairs(log) do print(e) end
local acc = 0
for i = 1, 300 do
  acc = acc + i
  if i == 100 then acc = tostring(acc) elseif i == 200 then acc = box(acc) end
end
print(acc, type(acc))
local cat = setmetatable({}, { __concat = function(a, b) return "c" end })
local s = 0
for i = 1, 200 do local v = i < 150 and i or cat s = s + #(v .. "x") end
print(s)
