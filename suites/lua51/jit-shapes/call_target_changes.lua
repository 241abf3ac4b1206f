-- One call in a hot loop whose target changes: Lua functions, C functions, callable tables, errors.
local callable = setmetatable({}, { __call = function(_, x) return x + 1000 end })
local targets = {
  function(x) return x + 1 end, function(x) return x * 2 end, math.abs, tostring, callable,
  function(...) return select("#", ...) end, math.sqrt, function() end,
}
local function run(choose, n)
  local s = 0
  for i = 1, n do
    local r = targets[choose(i)](i)
    s = s + (tonumber(r) or 0.5)
  end
  return s
end
for k = 1, #targets do print(k, run(function() return k end, 120)) end
print(run(function(i) return i % 2 + 1 end, 200))
print(run(function(i) return i % 8 + 1 end, 400))
print(run(function(i) return i < 150 and 1 or 5 end, 200))
print(pcall(run, function(i) return i < 150 and 1 or 9 end, 200))
