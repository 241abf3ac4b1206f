-- require through package.path, from a temporary file that is removed at the end.
local name = os.tmpname()
local function write(text) local f = assert(io.open(name, "w")) f:write(text) f:close() end
local old = package.path
package.path = (name:gsub("[^/\\]*$", "")) .. "?"
local mod = name:match("([^/\\]*)$")
write("local n = ... return { given = n, count = (loads or 0) + 1 }")
local ok = not mod:find("%.") and true
if ok then
  local m = require(mod)
  print(m.given == mod, m.count, require(mod) == m)
  package.loaded[mod] = nil
  loads = 10
  print(require(mod).count)
  loads = nil
  package.loaded[mod] = nil
  write("x = = 1")
  local good, message = pcall(require, mod)
  print(good, message:match("error loading module") ~= nil,
    message:match("unexpected symbol near '='"))
  write("error('while loading', 0)")
  good, message = pcall(require, mod)
  print(good, message)
  write("module(..., package.seeall) function f() return 'f of module' end")
  package.loaded[mod] = nil
  print(require(mod).f(), _G[mod] == package.loaded[mod])
  _G[mod] = nil
end
os.remove(name)
package.loaded[mod] = nil
package.path = old
print(pcall(require, "no_such_module_anywhere") == false)
print(type(package.loadlib), type(package.seeall), package.path == old)
