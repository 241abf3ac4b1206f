-- Metamethods that are no functions: the error names the call.
local function try(f, ...) print(pcall(f, ...)) end
for _, bad in ipairs({ 1, "text", true }) do
  local mt = { __add = bad, __unm = bad, __concat = bad, __eq = bad, __lt = bad, __call = bad }
  local a, b = setmetatable({}, mt), setmetatable({}, mt)
  try(function() return a + 1 end)
  try(function() return -a end)
  try(function() return a .. "x" end)
  try(function() return a == b end)
  try(function() return a < b end)
  try(function() return a(1) end)
end
local t = setmetatable({}, { __index = function(t, k) error("no field " .. k, 2) end })
try(function() return t.missing end)
local s = setmetatable({}, { __newindex = function(t, k) error("read only: " .. k, 2) end })
try(function() s.x = 1 end)
