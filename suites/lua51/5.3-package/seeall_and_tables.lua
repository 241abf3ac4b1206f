-- package.seeall, and what the package table holds.
local m = {}
print(package.seeall(m), getmetatable(m).__index == _G, m.print == print)
m.print = "own"
print(m.print, print ~= "own")
local mt = { __metatable = nil }
local n = setmetatable({}, mt)
package.seeall(n)
print(getmetatable(n) == mt, mt.__index == _G)
print(pcall(package.seeall))
print(pcall(package.seeall, 5))
local names = {}
for k, v in pairs(package) do names[#names + 1] = k .. ":" .. type(v) end
table.sort(names)
print(table.concat(names, " "))
names = {}
for k in pairs(package.loaded) do names[#names + 1] = k end
table.sort(names)
print(table.concat(names, " "))
