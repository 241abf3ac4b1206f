-- __newindex and __index that are userdata go on with the userdata's metatable.
local store = {}
local u = newproxy(true)
getmetatable(u).__index = function(_, k) return store[k] end
getmetatable(u).__newindex = function(_, k, v) store[k] = v end
local t = setmetatable({}, { __index = u, __newindex = u })
t.x = 1
t[1] = "one"
print(t.x, t[1], t.none, rawget(t, "x"), store.x)
local bare = newproxy()
local broken = setmetatable({}, { __index = bare, __newindex = bare })
print(pcall(function() return broken.x end))
print(pcall(function() broken.x = 1 end))
local number = setmetatable({}, { __index = 5, __newindex = 5 })
print(pcall(function() return number.x end))
print(pcall(function() number.x = 1 end))
local text = setmetatable({}, { __index = "string" })
print(text.upper == string.upper, text.none)
