-- require: package.preload, package.loaded, results of loaders, and loading once.
local calls = 0
package.preload.first = function(...)
  calls = calls + 1
  print("loading", ...)
  return { name = "first" }
end
local m = require("first")
print(m.name, require("first") == m, package.loaded.first == m, calls)
package.loaded.first = nil
print(require("first") == m, calls)
package.preload.nothing = function() end
print(require("nothing"), package.loaded.nothing)
package.preload.falsy = function() return false end
print(require("falsy"), package.loaded.falsy, require("falsy"))
package.preload.setter = function(name) package.loaded[name] = "set by itself" end
print(require("setter"))
package.loaded.given = "given"
print(require("given"), require("string") == string, package.loaded._G == _G)
package.preload.failing = function() error("failed to load") end
print(pcall(require, "failing"))
print(pcall(require, "failing"))
package.preload.circular = function(name) return require(name) end
print(pcall(require, "circular"))
print(pcall(require))
print(pcall(require, {}))
