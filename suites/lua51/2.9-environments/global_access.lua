-- Globals through metatables of the environment, and _G as an ordinary table.
local log = {}
setmetatable(_G, {
  __index = function(_, k) log[#log + 1] = "get " .. k return nil end,
  __newindex = function(t, k, v) log[#log + 1] = "set " .. k rawset(t, k, v) end,
})
local x = first
second = 1
second = 2
local y = second + (third or 10)
_G.fourth = 4
print(x, y, fourth, fifth)
second = nil
second = 3
setmetatable(_G, nil)
print(table.concat(log, ", "))
print(_G._G == _G, _G.second, rawget(_G, "fourth"), _VERSION)
_G["not a name"] = "reachable"
print(_G["not a name"], getfenv()["not a name"])
-- Replacing a library function changes every caller.
local real = print
local lines = {}
print = function(...) lines[#lines + 1] = table.concat({ ... }, "|") end
print("captured", 1)
local function uses_print() print("from a function", 2) end
uses_print()
print = real
print(#lines, lines[1], lines[2])
-- _G assigned away does not change the environment.
local saved = _G
_G = nil
print(_G, type(print))
_G = saved
-- Deleting during use.
for i = 1, 5 do _G["temporary" .. i] = i end
local sum = 0
for i = 1, 5 do
  sum = sum + _G["temporary" .. i]
  _G["temporary" .. i] = nil
end
print(sum, temporary3)
local t = setmetatable({}, { __index = function(_, k) return "dynamic " .. k end })
local f = setfenv(function() return anything, at_all end, t)
print(f())
function t.inside() return "function in an environment" end
print(setfenv(function() return inside() end, t)())
for i = 1, 3 do
  counter = (counter or 0) + i
end
print(counter)
counter = nil
