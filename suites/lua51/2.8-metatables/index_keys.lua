-- Keys of every type reach __index and __newindex unchanged.
local got = {}
local t = setmetatable({}, {
  __index = function(_, k) return type(k) .. ":" .. tostring(k):gsub("0x%x+", "") end,
  __newindex = function(_, k, v) got[#got + 1] = type(k) .. "=" .. tostring(v) end,
})
local key = {}
print(t[1], t[-1], t[0.5], t.name, t["with space"], t[""])
print(t[true], t[false], t[key], t[print])
print(t[nil], t[0 / 0] == "number:" .. tostring(0 / 0))
t[1], t[0.5], t.x, t[true], t[key], t[print] = 1, 2, 3, 4, 5, 6
print(pcall(function() t[nil] = 7 end))
print(pcall(function() t[0 / 0] = 8 end))
print(#got)
table.sort(got)
print(table.concat(got, " "))
print(next(t))
