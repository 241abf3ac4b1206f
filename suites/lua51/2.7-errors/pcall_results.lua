-- pcall: all results pass through, state is restored, locals keep their values.
print(pcall(function() end))
print(pcall(function() return nil end))
print(pcall(function() return 1, nil, 3, nil end))
print(select("#", pcall(function() return 1, nil, 3, nil end)))
print(pcall(function(...) return select("#", ...), ... end, nil, 2, nil))
print(pcall(string.rep, "ab", 3), pcall(string.rep), pcall(math.max, 1, 9, 3))
print(pcall(print, "printed", nil, 3))
for _, f in ipairs({ 1, "s", true, {} }) do print(pcall(f, 1, 2)) end
print(pcall(nil))
print(pcall(setmetatable({}, { __call = function(self, ...) return "called", ... end }), 1, 2))
local a, b = 1, 2
local ok, message = pcall(function()
  a = a + 1
  local c = b + nil_value
  b = b + 1
end)
print(ok, message, a, b)
local depth = 0
local function nested(n)
  depth = depth + 1
  if n == 0 then error("bottom", 0) end
  local ok, e = pcall(nested, n - 1)
  depth = depth - 1
  error(e .. n, 0)
end
print(pcall(nested, 8))
print(depth)
local t = { 1, 2, 3 }
print(pcall(function()
  for i, v in ipairs(t) do
    if i == 2 then error(v) end
    t[i] = "done"
  end
end))
print(t[1], t[2], t[3])
local results = {}
for i = 1, 6 do
  local ok, v = pcall(function(x)
    if x % 3 == 0 then error("multiple " .. x, 0) end
    return x * x
  end, i)
  results[i] = tostring(ok) .. ":" .. tostring(v)
end
print(table.concat(results, " "))
local function finally(f, cleanup)
  local r = { pcall(f) }
  cleanup()
  if not r[1] then error(r[2], 0) end
  return unpack(r, 2)
end
print(finally(function() return "a", "b" end, function() print("cleanup 1") end))
print(pcall(finally, function() error("x", 0) end, function() print("cleanup 2") end))
print((pcall(error, "only status")))
