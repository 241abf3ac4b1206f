-- "attempt to index": every kind of expression, reading and writing.
local function try(f) print(pcall(f)) end
local up
local t = { field = 1, sub = {} }
global_value = true
try(function() return undefined.x end)
try(function() undefined.x = 1 end)
try(function() return global_value.x end)
try(function() local l return l.x end)
try(function() local l = 1 l.x = 2 end)
try(function() local l = true return l[1] end)
try(function() return up.x end)
try(function() up.x = 1 end)
try(function() return t.field.x end)
try(function() t.none.x = 1 end)
try(function() return t.sub.a.b end)
try(function() return t[1][2] end)
try(function() local k = "none" return t[k].x end)
try(function() return (nil).x end)
try(function() return (1).x end)
try(function() return (print).x end)
try(function() return (true).x end)
try(function() return (coroutine.create(function() end)).x end)
try(function() return (newproxy()).x end)
try(function() return t.sub:none().x end)
try(function() return tostring(1).x.y end)
try(function() undefined[1][2] = 3 end)
try(function() local a, b = {}, "k" return a[b].c end)
try(function() undefined:method() end)
try(function() up:method() end)
try(function() t.none:method() end)
global_value = nil
