-- Globals, locals and fields: where a name leads, and default nil values.
x = "global x"
print(x, _G.x, _G["x"], rawget(_G, "x"))
local x = "local x"
print(x, _G.x)
do
  local x = x .. " inner"
  print(x, _G.x)
  _G.x = "changed"
  print(x, _G.x)
end
print(x, _G.x)
print(undefined_name, _G.undefined_name)
local a
print(a)
local b, c = 1
print(b, c)
local d, e, f = (function() return 1, 2 end)()
print(d, e, f)
local function g()
  return x, _G.x
end
x = "local changed"
print(g())
_G.y = 5
y = y + 1
print(y, _G.y)
_G["odd name"] = "odd"
print(_G["odd name"])
y = nil
print(y, rawget(_G, "y"), next({ y }))
local t = { x = { y = { z = 1 } } }
t.x.y.z = t.x.y.z + 1
t.x["y"].w, t.x.y["v"] = 3, 4
print(t.x.y.z, t["x"]["y"]["w"], t.x.y.v)
print(pcall(function() return undefined_table.field end))
print(pcall(function() undefined_table.field = 1 end))
print(pcall(function() return t.nothing.field end))
print(pcall(function() return t.x.y.z.w end))
print(pcall(function() t.x.y.z.w = 1 end))
print(pcall(function() undefined_function() end))
print(pcall(function() t.nothing() end))
print(pcall(function() t:nothing() end))
print(pcall(function() t.x.y.z() end))
print(_G._G == _G, _G._G._G.print == print)
