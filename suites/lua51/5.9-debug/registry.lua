-- debug.getregistry: what the library keeps there.
local r = debug.getregistry()
print(type(r), r == debug.getregistry(), r._LOADED == package.loaded, type(r["FILE*"]), r["FILE*"] == getmetatable(io.stdout))
r.my_key = "kept"
print(debug.getregistry().my_key)
r.my_key = nil
print(debug.getregistry().my_key)
local names = {}
for k in pairs(debug) do names[#names + 1] = k end
table.sort(names)
print(table.concat(names, " "))
