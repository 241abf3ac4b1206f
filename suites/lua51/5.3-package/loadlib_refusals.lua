-- package.loadlib: libraries and functions that are not there.
-- needs: system
local f, m, kind = package.loadlib("/nonexistent/library.so", "luaopen_x")
print(f, type(m), kind)
f, m, kind = package.loadlib("/nonexistent/library.so", "*")
print(f, type(m), kind)
print(pcall(package.loadlib))
print(pcall(package.loadlib, "x"))
print(pcall(package.loadlib, {}, "x"))
