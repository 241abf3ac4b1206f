-- Which events calls, returns and tail calls make, in which order, and what getinfo says then.
local out = {}
local function log(...)
  local n = select("#", ...)
  local t = {...}
  for i = 1, n do t[i] = tostring(t[i]) end
  out[#out + 1] = table.concat(t, " ")
end

local function hook(event, line)
  local info = debug.getinfo(2, "nSlu")
  local func = debug.getinfo(2, "f").func
  log(event, line, info.what, info.namewhat, info.name, info.currentline,
      info.linedefined, info.nups, func == nil)
  local up = debug.getinfo(3, "nSl")
  if up then log("  above", up.what, up.name, up.currentline, up.short_src) end
  local own = debug.getinfo(1, "nSl")
  log("  own", own.what, own.name, own.namewhat, own.currentline)
end

local function leaf(a, b) return a end
local function plain(a)
  local x = leaf(a, 1)
  return x
end
local function tail(a) return plain(a) end
local function tail2(a) return tail(a) end
local function tail_builtin(a) return type(a) end
local function vararg(...) return ... end
local function tail_vararg(...) return vararg(1, 2, ...) end
local callable = setmetatable({}, {__call = function(self, a) return a end})
local indexed = setmetatable({}, {
  __index = function(t, k) return k end,
  __newindex = function(t, k, v) rawset(t, k, v) end,
  __add = function(a, b) return 5 end,
  __concat = function(a, b) return "c" end,
  __eq = function() return true end,
  __lt = function() return true end,
  __le = function() return true end,
  __unm = function() return 1 end,
  __len = function() return 1 end,
})
local other = setmetatable({}, getmetatable(indexed))

local function tail_callable(a) return callable(a) end

local function run(mask, f, ...)
  log("--", mask)
  debug.sethook(hook, mask)
  local a, b, c = f(...)
  debug.sethook()
  log("results", a, b, c)
end

for _, mask in ipairs{"c", "r", "cr", "l", "crl"} do
  run(mask, plain, 1)
  run(mask, tail2, 2)
  run(mask, tail_builtin, 3)
  run(mask, tail_vararg, 4)
  run(mask, callable, 5)
  run(mask, tail_callable, 6)
end
local function operators()
  local a = indexed.x
  indexed.y = 1
  a = indexed + 1
  a = indexed .. 1
  a = indexed == other
  a = indexed < other
  a = indexed <= other
  a = -indexed
  for k, v in pairs({1}) do a = k end
  for k, v in (function() return nil end) do a = k end
  return a
end
run("cr", operators)
run("crl", operators)
run("cr", function() return pcall(error, "x") end)
run("crl", function()
  local ok = pcall(function()
    local x = nil
    x = x.y
  end)
  return xpcall(error, function(m) return m end)
end)
run("crl", function()
  table.sort({3, 2, 1}, function(a, b)
    return a < b
  end)
  return (string.gsub("ab", ".", function(c) return c:upper() end))
end)
run("", plain, 1)
print(table.concat(out, "\n"))
print(#out)

-- The end of the main chunk and what follows it are events too.
debug.sethook(function(event, line) print(event, line, debug.getinfo(2, "S").what) end, "crl")
local z = 1
