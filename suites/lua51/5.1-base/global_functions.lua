-- The set of globals and library functions, and functions kept in variables and tables.
local expected = { "_G", "_VERSION", "assert", "collectgarbage", "coroutine", "dofile",
  "error", "gcinfo", "getfenv", "getmetatable",
  "io", "ipairs", "load", "loadfile", "loadstring", "math", "module", "newproxy", "next", "os",
  "package", "pairs", "pcall", "print",
  "rawequal", "rawget", "rawset", "require", "select", "setfenv", "setmetatable", "string",
  "table", "tonumber", "tostring", "type", "unpack", "xpcall" }
for _, name in ipairs(expected) do io.write(name, ":", type(_G[name]), " ") end
print()
for _, absent in ipairs({ "rawlen", "bit32", "utf8", "warn", "table.unpack", "jit", "goto" }) do
  io.write(absent, ":", type(_G[absent]), " ")
end
print()
for _, lib in ipairs({ "coroutine", "io", "math", "os", "package", "string", "table" }) do
  local names = {}
  for k, v in pairs(_G[lib]) do names[#names + 1] = k .. ":" .. type(v):sub(1, 1) end
  table.sort(names)
  print(lib, #names, table.concat(names, " "))
end
print(table.unpack, table.pack, string.pack, math.tointeger, math.type, coroutine.isyieldable,
  debug.upvalueid)
local p, t, s = print, tostring, select
p(t(5), s("#", 1, 2), s(2, "a", "b"))
local alias = { out = print, up = string.upper, max = math.max }
alias.out(alias.up("x"), alias.max(1, 2))
print(type(print) == type(function()
end), print == print, string.gmatch == string.gfind, math.fmod == math.mod)
print(rawequal(_G.string, package.loaded.string), getmetatable(_G), getmetatable(string), next({},
  nil))
string.gone = 1
print(("x").gone, string.gone)
string.gone = nil
print(("x").gone)
local old = math.floor
math.floor = function(x) return "replaced" end
print(math.floor(1.5), old(1.5))
math.floor = old
print(math.floor(1.5))
