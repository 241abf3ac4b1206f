-- require when package.path, cpath, preload or loaders have been spoiled.
local path, cpath, preload = package.path, package.cpath, package.preload
package.path = nil
print(pcall(require, "missing"))
package.path = {}
print(pcall(require, "missing"))
package.path = ""
package.cpath = nil
print(pcall(require, "missing"))
package.cpath = ""
print(pcall(require, "missing"))
package.preload = nil
print(pcall(require, "missing"))
package.preload = 5
print(pcall(require, "missing"))
package.path, package.cpath, package.preload = path, cpath, preload
print(type(package.config), package.config:sub(1, 1), #package.config > 5)
package.path = "?;?.x;./?/?.y"
print(pcall(require, "a.b"))
package.path = 12
print(pcall(require, "a"))
