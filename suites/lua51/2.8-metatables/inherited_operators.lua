-- Operators are looked up raw in the metatable itself, never through its own __index.
local base = { __add = function()
  return "base add"
end, __index = function()
  return "base index"
end,
  __call = function() return "base call" end, __eq = function() return true end,
  __tostring = function() return "base" end, __concat = function() return "base concat" end }
local derived = setmetatable({}, { __index = base })
local d, e = setmetatable({}, derived), setmetatable({}, derived)
print(derived.__add ~= nil, rawget(derived, "__add"))
print(pcall(function() return d + 1 end)) print(d.x) print(pcall(d)) print(d == e)
print(pcall(function() return d .. "" end)) print(tostring(d) == "base")
derived.__add = base.__add
print(d + 1, 1 + d, pcall(function() return d - 1 end))
derived.__index = base.__index
print(d.x, d[1])
derived.__call = base.__call
print(d(), pcall(d, 1))
derived.__eq = base.__eq
print(d == e, d ~= e, d == {})
derived.__concat = base.__concat
print(d .. "x", "x" .. d, d .. e)
derived.__tostring = base.__tostring
print(tostring(d))
local own = setmetatable({ __add = function() return "own field" end }, {})
print(pcall(function() return own + 1 end))
local selfish = {}
selfish.__index = selfish
selfish.__add = function(a, b) return "selfish" end
selfish.method = function(s) return s == selfish, "method" end
setmetatable(selfish, selfish)
print(selfish + 1, selfish:method())
print(pcall(function() return selfish.missing end))
local meta = setmetatable({}, { __newindex = function(t, k, v) rawset(t, k, v)
print("metatable gets", k) end })
local object = setmetatable({}, meta)
meta.__index = function(_, k) return "via " .. k end
print(object.field)
meta.__len = function() return 5 end
print(#object, rawget(meta, "__len") ~= nil)
local locked = setmetatable({}, { __index = { __metatable = "not this one" } })
print(getmetatable(setmetatable({}, locked)) == locked)
local weird = setmetatable({}, { __index = function(t, k)
  return k
end, [1] = "ignored", __unknown = function()
  error("never")
end })
print(weird[1], weird.x, weird.__unknown)
for _, event in ipairs({ "__add", "__index", "__call" }) do derived[event] = nil end
print(pcall(function() return d + 1 end)) print(d.x) print(pcall(d))
derived.__add = false
print(pcall(function() return d + 1 end))
