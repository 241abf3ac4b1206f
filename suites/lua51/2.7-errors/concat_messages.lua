-- "attempt to concatenate": which operand is named, in pairs and in chains.
local function try(f, ...) print(pcall(f, ...)) end
local up
local t = {}
try(function() return "a" .. nil end)
try(function() return nil .. "a" end)
try(function() return undefined .. "a" end)
try(function() return "a" .. undefined end)
try(function() return up .. "a" end)
try(function() return "a" .. t.none end)
try(function() return t.none .. t.other end)
try(function() local x = {} return x .. "a" end)
try(function() local x = true return "a" .. x .. "b" end)
try(function() local x, y = {}, print return x .. y end)
try(function() return "a" .. "b" .. {} end)
try(function() return {} .. "b" .. "c" end)
try(function() return "a" .. (print) .. "c" end)
try(function() return "a" .. true end)
try(function() return print .. "a" end)
try(function() return newproxy() .. "a" end)
try(function(a, b, c) return a .. b .. c end, "x", nil, "z")
try(function(a, b, c) return a .. b .. c end, nil, "y", "z")
try(function(a, b, c) return a .. b .. c end, "x", "y", nil)
try(function(a, b) return a .. 1 .. b end, "x", coroutine.create(function() end))
