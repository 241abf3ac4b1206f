-- require: files on package.path, dots in names, errors in files, names with hyphens.
-- needs: system
local folder = os.tmpname()
os.remove(folder)
os.execute("mkdir -p " .. folder .. "/sub")
local function write(name, text)
  local f = assert(io.open(folder .. "/" .. name, "w"))
  f:write(text)
  f:close()
end
local function clean(s) return (tostring(s):gsub(folder:gsub("%p", "%%%0"), "DIR")) end
package.path, package.cpath = folder .. "/?.lua;" .. folder .. "/?/init.lua", ""
write("simple.lua", "print('file', ...) return { from = 'simple' }")
write("sub/init.lua", "return 'init of sub'")
write("sub/inner.lua", "return 'inner ' .. (...)")
write("global.lua", "from_global = 1")
write("broken.lua", "x = = 1")
write("raising.lua", "error('while loading')")
write("v1-hyphen.lua", "return ...")
print(require("simple").from, require("simple").from)
print(require("sub"), require("sub.inner"), require("global"), from_global)
print(clean(select(2, pcall(require, "broken"))))
print(clean(select(2, pcall(require, "raising"))))
print(clean(select(2, pcall(require, "missing.module"))))
print(require("v1-hyphen"))
from_global = nil
os.execute("rm -r " .. folder)
