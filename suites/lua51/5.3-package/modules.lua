-- package.preload, package.loaded, require and module, without files.
package.preload["suite.simple"] = function(name)
  print("loading", name)
  return { name = name, value = 42 }
end
local simple = require("suite.simple")
print(simple.name, simple.value, require("suite.simple") == simple,
  package.loaded["suite.simple"] == simple)
package.preload["suite.nothing"] = function() print("loaded once") end
print(require("suite.nothing"), require("suite.nothing"), package.loaded["suite.nothing"])
package.preload["suite.sets"] = function(name) package.loaded[name] = "set by itself" end
print(require("suite.sets"))
package.preload["suite.fails"] = function() error("cannot load", 0) end
local ok, message = pcall(require, "suite.fails")
print(ok, (message:match("cannot load")))
package.preload["suite.false"] = function() return false end
print(require("suite.false"), package.loaded["suite.false"])
package.preload["suite.module"] = function(...)
  module(...)
  x = 5
  function _M.get() return x end
  y = _NAME .. "|" .. _PACKAGE
end
local m = require("suite.module")
print(m.x, m.get(), m.y, m._M == m, suite.module == m, x)
package.preload["suite.seeall"] = function(...)
  module(..., package.seeall)
  function hello() return type(print) .. " " .. tostring(undefined_here) end
end
print(require("suite.seeall").hello(), getmetatable(suite.seeall).__index == _G)
package.loaded["suite.simple"] = nil
print(require("suite.simple") ~= simple)
package.loaded["suite.direct"] = "direct"
print(require("suite.direct"))
package.preload["suite.loop"] = function() return require("suite.loop") end
print(pcall(require, "suite.loop"))
ok, message = pcall(require, "suite.missing")
print(ok, message:match("^module 'suite.missing' not found:"),
  message:match("no field package.preload%['suite.missing'%]"))
print(pcall(require)) print(pcall(require, {})) print(type(package.path), type(package.cpath),
  type(package.loaders), #package.loaders)
print(package.loaded._G == _G, package.loaded.string == string, package.loaded.math == math,
  package.loaded.package == package)
local names = {}
for k in pairs(package) do names[#names + 1] = k end
table.sort(names)
print(table.concat(names, " "))
print(#package.config > 4, package.config:sub(3, 3), package.config:sub(5, 5))
