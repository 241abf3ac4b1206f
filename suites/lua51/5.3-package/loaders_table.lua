-- package.loaders: own searchers, messages that are collected, values that are none.
package.path, package.cpath = "./?.none", "./?.nothing"
print(#package.loaders)
print(select(2, pcall(require, "some.module")))
table.insert(package.loaders, 2, function(name)
  if name == "magic" then
    return function(n) return "made by magic for " .. n end
  end
  return "\n\tno magic for '" .. name .. "'"
end)
print(require("magic"))
print(select(2, pcall(require, "other")))
package.loaders[2] = function() return nil end
print(select(2, pcall(require, "other")))
package.loaders[2] = function() return 5 end
print(select(2, pcall(require, "other")))
package.loaders[2] = function() error("searcher failed", 0) end
print(pcall(require, "other"))
table.remove(package.loaders, 2)
for i = 1, 4 do print(i, type(package.loaders[i]), package.loaders[i]("no.such")) end
print(pcall(package.loaders[1]))
local old = package.loaders
package.loaders = nil
print(pcall(require, "any"))
package.loaders = {}
print(pcall(require, "any"))
package.loaders = old
