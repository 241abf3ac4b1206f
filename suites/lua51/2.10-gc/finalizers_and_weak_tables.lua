-- What finalizers see of weak tables: values are gone before them, keys only after.
local log = {}
local values = setmetatable({}, { __mode = "v" })
local keys = setmetatable({}, { __mode = "k" })
local function make(name)
  local u = newproxy(true)
  values[name], keys[u] = u, name
  getmetatable(u).__gc = function(o) log[#log + 1] = ("%s v=%s k=%s"):format(name, tostring(values[name]), tostring(keys[o])) end
  return u
end
local a, b = make("a"), make("b")
a = nil
collectgarbage()
print(table.concat(log, "; "), values.b == b)
local c, d = make("c"), make("d")
c, d = nil, nil
collectgarbage()
print(table.concat(log, "; "))
b = nil
collectgarbage()
collectgarbage()
local n = 0
for _ in pairs(keys) do n = n + 1 end
print(#log, n, next(values))
