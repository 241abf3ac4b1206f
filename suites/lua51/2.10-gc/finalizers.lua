-- __gc of userdata: order, resurrection, errors, and what finalizers may do.
local log = {}
local function proxy(name, extra)
  local p = newproxy(true)
  getmetatable(p).__gc = function(self)
    log[#log + 1] = name
    if extra then extra(self) end
  end
  return p
end
local function flush(title)
  print(title, table.concat(log, " "))
  log = {}
end
-- From here on nothing is collected before the explicit collections.
collectgarbage()
local function drop() for i = 1, 5 do proxy("p" .. i) end end
drop()
collectgarbage()
flush("reverse order of creation:")
collectgarbage()
flush("only once:")
local saved
local function resurrect() proxy("phoenix", function(self) saved = self end) end
resurrect()
collectgarbage()
flush("resurrected:")
print(type(saved))
saved = nil
collectgarbage()
flush("not finalized again:")
local function chained() proxy("maker", function() proxy("made in a finalizer") end) end
chained()
collectgarbage()
flush("first cycle:")
collectgarbage()
flush("second cycle:")
local held = proxy("held")
local function hold() local t = { held, proxy("dropped with its table") } end
hold()
collectgarbage()
flush("reachable ones stay:")
held = nil
collectgarbage()
flush("now dropped:")
local weak = setmetatable({}, { __mode = "v" })
local keys = setmetatable({}, { __mode = "k" })
local function weakly()
  local p = proxy("weak", function(self)
    log[#log + 1] = "value:" .. tostring(weak[1]) .. " key:" .. tostring(keys[self])
  end)
  weak[1], keys[p] = p, "still there"
end
weakly()
collectgarbage()
flush("weak values go first:")
collectgarbage()
print(next(keys), next(weak))
local function plain() local t = setmetatable({},
  { __gc = function() log[#log + 1] = "table" end }) end
plain()
collectgarbage()
flush("tables have no finalizers in 5.1:")
print(pcall(newproxy, 5), type(newproxy(false)), getmetatable(newproxy(false)))
