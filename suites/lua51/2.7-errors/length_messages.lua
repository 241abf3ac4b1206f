-- "attempt to get length": every kind of expression and type.
local function try(f, ...) print(pcall(f, ...)) end
local up
local t = { n = 1 }
try(function() return #undefined end)
try(function() return #up end)
try(function() local l = 5 return #l end)
try(function() return #t.n end)
try(function() return #t.none end)
try(function() return #nil end)
try(function() return #(5) end)
try(function() return #true end)
try(function() return #print end)
try(function() return #newproxy() end)
try(function() return #coroutine.create(function() end) end)
try(function(x) return #x end, false)
try(function() return #t + #up end)
try(function() return -#t.none end)
print(#"", #"abc", #{}, #{ 1, 2, 3 })
