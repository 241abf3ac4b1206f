-- __metatable: what getmetatable gives instead, and protection from setmetatable.
for _, v in ipairs({ "locked", 1, false, true, print }) do
  local t = setmetatable({}, { __metatable = v })
  print(type(getmetatable(t)), getmetatable(t) == v, pcall(setmetatable, t, {}))
  print(pcall(setmetatable, t, nil))
end
local shown = { fake = true }
local real = { __metatable = shown, __index = { x = 1 } }
local t = setmetatable({}, real)
print(getmetatable(t) == shown, debug.getmetatable(t) == real, t.x)
debug.setmetatable(t, nil)
print(getmetatable(t), t.x)
print(setmetatable(t, {}) == t)
getmetatable("").__metatable = "strings are locked"
print(getmetatable("x"))
debug.getmetatable("").__metatable = nil
print(getmetatable("x") == debug.getmetatable("y"))
local u = newproxy(true)
getmetatable(u).__metatable = "no"
print(getmetatable(u), pcall(newproxy, u))
