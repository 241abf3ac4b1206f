-- "attempt to call": every kind of expression and every type of value.
local function try(f) print(pcall(f)) end
local l_nil, l_table, up = nil, {}, "upvalue"
local t = { field = 1, sub = { deep = true } }
global_value = 5
try(function() undefined_function() end)
try(function() global_value() end)
try(function() local x x() end)
try(function() local x = {} x(1, 2) end)
try(function() up() end)
try(function() l_table() end)
try(function() t.field() end)
try(function() t.sub.deep() end)
try(function() t.none() end)
try(function() t:method() end)
try(function() t.sub:method(1) end)
try(function() ("str"):nomethod() end)
try(function() t[1]() end)
try(function() local k = "field" t[k]() end)
try(function() (1)() end)
try(function() ("x")() end)
try(function() ({})() end)
try(function() (nil)() end)
try(function() (true)() end)
try(function() (coroutine.create(function() end))() end)
try(function() (newproxy())() end)
try(function() (t.field or 1)() end)
try(function() t.field.x() end)
try(function() return t.field() end)
try(function() return undefined_function(1) end)
global_value = nil
