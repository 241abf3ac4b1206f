-- Calls whose callee changes kind: Lua, C, callable tables, closures, methods, nil.
local log = {}
local function call(f, x) return f(x) end
local function plus(x) return x + 1 end
local s = 0
for i = 1, 100 do s = s + call(plus, i) end
print(s)
for i = 1, 100 do s = s + call(math.abs, -i) end
print(s)
local callable = setmetatable({}, { __call = function(self, x) return x * 2 end })
for i = 1, 100 do s = s + call(callable, i) end
print(s)
for i = 1, 100 do s = s + call(function(x) return x - i end, i) end
print(s)
print(pcall(call, nil, 1)) print(pcall(call, {}, 1)) print(pcall(call, 5, 1))
print(call(tostring, 5), call(type, nil), call(select, "#"))
local table_of = { plus, math.floor, callable, tonumber, function() return 7 end }
s = 0
for i = 1, 500 do s = s + call(table_of[i % 5 + 1], i) end
print(s)
local obj = { v = 1 }
function obj:m(x) self.v = self.v + x return self.v end
for i = 1, 200 do
  if i == 100 then function obj:m(x) self.v = self.v - x return self.v end end
  if i == 150 then
    obj.m = setmetatable({}, { __call = function(_, self, x)
      self.v = self.v * 1
      return 0
    end })
  end
  obj:m(i)
end
print(obj.v)
local f = plus
local function caller(x) return f(x) end
s = 0
for i = 1, 300 do
  if i == 100 then
    f = math.sqrt
  elseif i == 200 then
    f = function(x)
      return -x
    end
  elseif i == 290 then
    f = nil
  end
  local ok, v = pcall(caller, i)
  if ok then s = s + v else log[#log + 1] = v end
end
print(string.format("%.10f", s), #log, log[1])
function global_function(x) return x end
s = 0
for i = 1, 200 do
  if i == 100 then function global_function(x) return x * 10 end end
  s = s + global_function(i)
end
global_function = nil
print(s, pcall(function() return global_function(1) end))
local function args(a, b, c) return (a or 1) * 100 + (b or 2) * 10 + (c or 3) end
s = 0
for i = 1, 200 do
  if i % 4 == 0 then
    s = s + args()
  elseif i % 4 == 1 then
    s = s + args(i)
  elseif i % 4 == 2 then
    s = s + args(i, i)
  else
    s = s + args(i, i, i, i)
  end
end
print(s)
local function ret(n)
  if n == 0 then
    return
  elseif n == 1 then
    return 1
  elseif n == 2 then
    return 1, 2
  else
    return 1, 2, 3
  end
end
s = 0
for i = 1, 200 do
  local a, b, c = ret(i % 4) s = s + (a or 0) + (b or 0) * 2 + (c or 0) * 3 + select("#",
    ret(i % 4))
end
print(s)
