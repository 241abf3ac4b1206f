-- "attempt to perform arithmetic": each operator, each side, each type, each kind of expression.
local function try(f, ...) print(pcall(f, ...)) end
local up = {}
local t = { field = {}, s = "text" }
for _, v in ipairs({ {}, true, print, "text", newproxy(), coroutine.create(function() end) }) do
  try(function() return v + 1 end)
  try(function(a) return 1 - a end, v)
  try(function(a) return a * a end, v)
  try(function(a) return -a end, v)
end
try(function() return nil + 1 end)
try(function() return undefined / 2 end)
try(function() return 2 % undefined end)
try(function() return up ^ 2 end)
try(function() return 2 ^ up end)
try(function() return t.field + 1 end)
try(function() return 1 + t.field end)
try(function() return t.none * 2 end)
try(function() return t.s - 1 end)
try(function() return -t.field end)
try(function() return -undefined end)
try(function() return {} + 1 end)
try(function() return true + 1 end)
try(function() return print + 1 end)
try(function() return 1 + "x" end)
try(function() return "x" + 1 end)
try(function() return "a" + "b" end)
try(function() local a, b = "10", {} return a + b end)
try(function() local a, b = {}, nil return a + b end)
try(function() local a, b = nil, {} return a + b end)
try(function() return t.a + t.b end)
