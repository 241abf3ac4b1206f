-- __len: of userdata and of basic types it counts, of tables and strings it does not.
local u = newproxy(true)
getmetatable(u).__len = function(x, y) return "len of " .. type(x) end
print(#u)
print(#setmetatable({ 1, 2 }, { __len = function() return 100 end }))
getmetatable("").__len = function() return 100 end
print(#"four", #"")
getmetatable("").__len = nil
debug.setmetatable(nil, { __len = function() return 0 end })
print(#nil, #undefined)
debug.setmetatable(nil, nil)
debug.setmetatable(1, { __len = function(n) return n * 2 end })
print(#21, #(1 / 4))
debug.setmetatable(1, nil)
debug.setmetatable(print, { __len = function(f) return type(f) end })
print(#print, #function() end)
debug.setmetatable(print, nil)
print(pcall(function() return #5 end))
print(pcall(function() return #print end))
print(pcall(function() return #newproxy() end))
