-- Where a yield may not cross: pcall, metamethods, iterators in C, sort and gsub callbacks.
local function try(title, f)
  local co = coroutine.create(f)
  local results = { coroutine.resume(co) }
  for i = 1, #results do results[i] = tostring(results[i]) end
  print(title, coroutine.status(co), table.concat(results, ", "))
end
local yield = coroutine.yield
try("plain", function() yield(1) end)
try("pcall", function() return pcall(yield, 1) end)
try("pcall of Lua", function() return pcall(function() yield(1) end) end)
try("xpcall", function() return xpcall(function() yield(1) end,
  function(e) return "H " .. e end) end)
try("__add", function() return setmetatable({}, { __add = function() yield(1) end }) + 1 end)
try("__index", function() return setmetatable({}, { __index = function() yield(1) end }).x end)
try("__newindex", function() setmetatable({}, { __newindex = function() yield(1) end }).x = 1 end)
try("__eq", function()
  local mt = { __eq = function() yield(1) end }
  return setmetatable({}, mt) == setmetatable({}, mt)
end)
try("__lt", function()
  local mt = { __lt = function() yield(1) end }
  return setmetatable({}, mt) < setmetatable({}, mt)
end)
try("__concat", function() return setmetatable({},
  { __concat = function() yield(1) end }) .. "x" end)
try("__call", function() return setmetatable({}, { __call = function() yield("fine") end })() end)
try("iterator", function() for _ in function() yield("fine") end do end end)
try("sort", function() table.sort({ 3, 2, 1 }, function(a, b) yield(1) return a < b end) end)
try("gsub", function() return ("abc"):gsub(".", function() yield(1) end) end)
try("foreach", function() table.foreach({ 1 }, function() yield(1) end) end)
try("tostring", function() return tostring(setmetatable({},
  { __tostring = function() yield(1) end })) end)
try("loadstring", function() return loadstring("coroutine.yield('fine')")() end)
try("load", function() return load(function() yield(1) end) end)
try("dofile missing", function() return pcall(dofile, "no such file here") end)
try("nested resume", function()
  return coroutine.resume(coroutine.create(function()
    pcall(function()
    end)
    yield("inner fine")
  end))
end)
try("pcall then yield", function() pcall(error, "x") yield("fine") end)
try("resume self", function() return coroutine.resume(coroutine.running()) end)
print(pcall(yield, "main"))
print(pcall(coroutine.wrap(function() return pcall(pcall, yield) end)))
