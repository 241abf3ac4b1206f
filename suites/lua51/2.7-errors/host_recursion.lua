-- Library functions that call Lua code which calls them again end at the limit of C calls.
local n
local function report(what, ok, message)
  print(what, ok, (tostring(message):gsub("/[^:]*:", "FILE:")), n)
end
n = 0
local dates = setmetatable({}, { __index = function(t) n = n + 1 return os.time(t) end })
report("os.time", pcall(os.time, dates))
n = 0
package.preload.again = function()
  n = n + 1
  package.loaded.again = nil
  return require("again")
end
report("require", pcall(require, "again"))
n = 0
local function replace() n = n + 1 return (string.gsub("x", "x", replace)) end
report("gsub", pcall(replace))
n = 0
local path = os.tmpname()
local file = io.open(path, "w")
file:write("return again()\n")
file:close()
function again() n = n + 1 return dofile(path) end
report("dofile", pcall(again))
os.remove(path)
n = 0
local function order(a, b) n = n + 1 table.sort({ 1, 2, 3 }, order) return a < b end
report("sort", pcall(table.sort, { 3, 2, 1 }, order))
